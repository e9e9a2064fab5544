import { describe, expect, it } from 'vitest'
import type { Reply, Rule } from './api'
import { fromReply, fromRule, isWhole, newReply, toRuleWish, toWish } from './draft'

const picture: Reply = {
  type: 'img',
  content: 'M1',
  news: [],
  url: '/files/a',
  width: 4,
  height: 3,
  seconds: 0,
}

describe('a reply that is edited', () => {
  it('keeps what other types hold while one is tried', () => {
    const draft = fromReply(picture)
    draft.type = 'text'
    draft.text = '你好'
    expect(toWish(draft)).toEqual({ type: 'text', content: '你好', news: [] })
    draft.type = 'img'
    expect(toWish(draft)).toEqual({ type: 'img', content: 'M1', news: [] })
  })

  it('is whole when its type has what it needs', () => {
    const draft = newReply()
    expect(isWhole(draft)).toBe(false)
    draft.text = ' \n'
    expect(isWhole(draft)).toBe(false)
    draft.text = '你好'
    expect(isWhole(draft)).toBe(true)
    draft.type = 'video'
    expect(isWhole(draft)).toBe(false)
    draft.type = 'news'
    draft.article.title = '春茶'
    expect(isWhole(draft)).toBe(false)
    draft.article.content_url = 'https://brand.example.test/'
    expect(isWhole(draft)).toBe(true)
  })
})

describe('a rule that is edited', () => {
  it('goes back as it came, without empty keywords', () => {
    const rule: Rule = {
      id: '1',
      name: '地址',
      mode: 'random_one',
      keywords: [{ content: '地址', match: 'equal' }],
      replies: [picture],
      created_at: 1,
    }
    const draft = fromRule(rule)
    draft.keywords.push({ id: 0, content: '  ', match: 'contain' })
    expect(toRuleWish(draft)).toEqual({
      name: '地址',
      mode: 'random_one',
      keywords: [{ content: '地址', match: 'equal' }],
      replies: [{ type: 'img', content: 'M1', news: [] }],
    })
  })
})

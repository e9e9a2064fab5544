import { describe, expect, it } from 'vitest'
import type { Said, Talk } from './api'
import { articlesOf, joined, kindOf, merged, webUrl, wordsOf } from './words'

const said = (more: Partial<Said>): Said => ({
  seq: 1,
  sender: 'person',
  type: 'text',
  content: { text: '在吗' },
  sent_at: 0,
  recalled: false,
  ...more,
})
const talk = (openid: string): Talk => ({ person: { openid } }) as Talk

describe('the words of a message', () => {
  it('are its text, and nothing once it is recalled', () => {
    expect(wordsOf(said({}))).toBe('在吗')
    expect(wordsOf(said({ recalled: true, content: {} }))).toBe('')
    expect(kindOf(said({ recalled: true }))).toBe('answers.kind.recalled')
  })

  it('have a kind, also for types nobody has heard of', () => {
    expect(kindOf(said({ type: 'voice' }))).toBe('answers.kind.voice')
    expect(kindOf(said({ type: 'hologram' }))).toBe('answers.kind.other')
  })

  it('list articles', () => {
    const content = { articles: [{ title: '春茶', url: 'https://a.example.test/' }] }
    expect(articlesOf(said({ type: 'news', content }))).toEqual([
      { title: '春茶', url: 'https://a.example.test/' },
    ])
    expect(articlesOf(said({}))).toEqual([])
  })

  it('lead to web pages only', () => {
    expect(webUrl('https://a.example.test/')).toBe('https://a.example.test/')
    expect(webUrl('javascript:alert(1)')).toBeUndefined()
  })
})

describe('merged', () => {
  it('moves who wrote again to the front', () => {
    const openids = merged([talk('c'), talk('a')], [talk('a'), talk('b'), talk('c')]).map(
      (each) => each.person.openid,
    )
    expect(openids).toEqual(['c', 'a', 'b'])
  })
})

describe('joined', () => {
  it('keeps each number once, the newer copy, in order', () => {
    const all = joined(
      [said({ seq: 1 }), said({ seq: 2 })],
      [said({ seq: 2, recalled: true }), said({ seq: 3 })],
    )
    expect(all.map((each) => [each.seq, each.recalled])).toEqual([
      [1, false],
      [2, true],
      [3, false],
    ])
  })
})

import { describe, expect, it } from 'vitest'
import { matching, slashQuery } from './quick'
import { segments } from './segments'
import type { QuickReply } from './types'

const reply = (id: string, title: string, text: string, uses = 0, group = ''): QuickReply => ({
  id,
  group,
  title,
  text,
  shared: true,
  uses,
})

describe('slashQuery', () => {
  it('asks only when the draft is nothing but a slash and a word', () => {
    expect(slashQuery('/')).toBe('')
    expect(slashQuery('/保修')).toBe('保修')
    expect(slashQuery('/保修 一年')).toBeNull()
    expect(slashQuery('1/2')).toBeNull()
    expect(slashQuery('')).toBeNull()
  })
})

describe('matching', () => {
  const replies = [
    reply('text', '开场', '您好，报修请说', 90),
    reply('inside', '登记报修', '', 50),
    reply('begins', '报修', '', 1),
    reply('group', '保修期', '', 5, '报修'),
  ]
  const found = (query: string): string[] => matching(replies, query).map((each) => each.id)

  it('puts the title before the group before the text', () => {
    expect(found('报修')).toEqual(['begins', 'inside', 'group', 'text'])
  })

  it('shows the most used when nothing is asked', () => {
    expect(found('')).toEqual(['text', 'inside', 'group', 'begins'])
  })

  it('finds nothing for words nobody wrote', () => {
    expect(found('发票')).toEqual([])
  })
})

describe('segments', () => {
  it('finds the addresses in a text', () => {
    expect(segments('看 https://a.example/b?c=1，谢谢')).toEqual([
      { text: '看 ', href: null },
      { text: 'https://a.example/b?c=1', href: 'https://a.example/b?c=1' },
      { text: '，谢谢', href: null },
    ])
  })

  it('makes no link of other schemes', () => {
    expect(segments('javascript:alert(1)')).toEqual([{ text: 'javascript:alert(1)', href: null }])
  })
})

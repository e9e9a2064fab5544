import { describe, expect, it } from 'vitest'
import { parseText, plainText } from './richText'

describe('parseText', () => {
  it('finds expressions by their Chinese, English and older codes', () => {
    expect(parseText('好[微笑][Smile]/::)吗', false)).toEqual([
      { kind: 'text', text: '好' },
      { kind: 'expression', name: 'smile', code: '[微笑]' },
      { kind: 'expression', name: 'smile', code: '[Smile]' },
      { kind: 'expression', name: 'smile', code: '/::)' },
      { kind: 'text', text: '吗' },
    ])
  })
  it('leaves codes it does not know as they are', () => {
    expect(parseText('[没有的] [x', false)).toEqual([{ kind: 'text', text: '[没有的] [x' }])
  })
  it('links addresses without the sentence around them', () => {
    expect(parseText('看 https://example.com/a?b=1，好吗', false)).toEqual([
      { kind: 'text', text: '看 ' },
      { kind: 'link', text: 'https://example.com/a?b=1', url: 'https://example.com/a?b=1' },
      { kind: 'text', text: '，好吗' },
    ])
  })
  it('reads anchors only where an account wrote them', () => {
    const text = '<a href="https://example.com/?a=1&amp;b=2">这里</a>'
    expect(parseText(text, true)).toEqual([
      { kind: 'link', text: '这里', url: 'https://example.com/?a=1&b=2' },
    ])
    expect(parseText(text, false)[0]).toEqual({ kind: 'text', text: '<a href="' })
  })
  it('turns a menu anchor into an answer', () => {
    const text = '<a href="weixin://bizmsgmenu?msgmenucontent=人工&msgmenuid=9">人工</a>'
    expect(parseText(text, true)).toEqual([{ kind: 'reply', text: '人工', id: '9', content: '人工' }])
  })
  it('never links a script', () => {
    expect(parseText('<a href="javascript:alert(1)">点我</a>', true)).toEqual([
      { kind: 'text', text: '点我' },
    ])
  })
})

describe('plainText', () => {
  it('is one line without markup', () => {
    expect(plainText('你好\n<a href="https://example.com">这里</a> &amp; 那里')).toBe('你好 这里 & 那里')
  })
})

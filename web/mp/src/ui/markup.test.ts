import { describe, expect, it } from 'vitest'
import { markup, plainText } from './markup'

function pretty(text: string): string {
  return plainText(markup(text).lines)
}

describe('XML', () => {
  it('puts every element on its line and keeps CDATA as it is', () => {
    const xml = '<xml><ToUserName><![CDATA[gh_1]]></ToUserName><CreateTime>1780000000</CreateTime></xml>'
    expect(pretty(xml)).toBe(
      [
        '<xml>',
        '  <ToUserName><![CDATA[gh_1]]></ToUserName>',
        '  <CreateTime>1780000000</CreateTime>',
        '</xml>',
      ].join('\n'),
    )
  })
  it('nests, and keeps empty elements short', () => {
    const xml = '<xml><A><item><B>1</B></item></A><C/><D></D></xml>'
    expect(pretty(xml)).toBe(
      [
        '<xml>',
        '  <A>',
        '    <item>',
        '      <B>1</B>',
        '    </item>',
        '  </A>',
        '  <C/>',
        '  <D></D>',
        '</xml>',
      ].join('\n'),
    )
  })
  it('lays out again what was laid out already', () => {
    const xml = '<xml>\n  <A><![CDATA[1 < 2]]></A>\n</xml>'
    expect(pretty(xml)).toBe(xml)
  })
  it('names the pieces for their colours', () => {
    const line = markup('<A><![CDATA[x]]></A>').lines[0] ?? []
    expect(line.map((piece) => [piece.kind, piece.text])).toEqual([
      ['tag', '<'],
      ['name', 'A'],
      ['tag', '>'],
      ['mark', '<![CDATA['],
      ['text', 'x'],
      ['mark', ']]>'],
      ['tag', '</'],
      ['name', 'A'],
      ['tag', '>'],
    ])
  })
  it('shows a broken document as it came', () => {
    for (const broken of ['<xml><A></xml>', '<xml><![CDATA[x]]', '<xml>', '<!doctype html><br><p>no']) {
      expect([markup(broken).language, pretty(broken)]).toEqual(['text', broken])
    }
  })
})

describe('JSON', () => {
  it('is indented', () => {
    expect(pretty('{"errcode":0,"errmsg":"ok"}')).toBe('{\n  "errcode": 0,\n  "errmsg": "ok"\n}')
    expect(markup('{"a":1}').language).toBe('json')
  })
  it('keeps numbers a double cannot hold', () => {
    expect(pretty('{"msg_id":70000000000000001}')).toBe('{"msg_id":70000000000000001}')
  })
  it('leaves other text alone', () => {
    expect(markup('{ not json').language).toBe('text')
    expect(pretty('5837264910283746\n')).toBe('5837264910283746\n')
  })
})

import { EXPRESSION_CODE, expressionOf } from './expressions'

export type Piece =
  | { kind: 'text'; text: string }
  | { kind: 'expression'; name: string; code: string }
  | { kind: 'link'; text: string; url: string }
  | { kind: 'reply'; text: string; id: string; content: string }

const ANCHOR = /<a\s+[^>]*?href\s*=\s*(?:"([^"]*)"|'([^']*)')[^>]*>([\s\S]*?)<\/a>/gi
const ADDRESS = /https?:\/\/[\w\-.~:/?#@!$&'()*+,;=%]+[\w/#=&%]/g

function entities(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
}

function split(text: string, pattern: RegExp, found: (match: RegExpExecArray) => Piece | null): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  for (const match of text.matchAll(pattern)) {
    const piece = found(match)
    if (piece === null) continue
    if (match.index > at) pieces.push({ kind: 'text', text: text.slice(at, match.index) })
    pieces.push(piece)
    at = match.index + match[0].length
  }
  if (at < text.length) pieces.push({ kind: 'text', text: text.slice(at) })
  return pieces
}

function refine(pieces: Piece[], pattern: RegExp, found: (match: RegExpExecArray) => Piece | null): Piece[] {
  return pieces.flatMap((piece) => (piece.kind === 'text' ? split(piece.text, pattern, found) : [piece]))
}

/** Where an account's `<a href>` leads: a page, or a tap that answers in the fan's name (weixin://bizmsgmenu). */
function anchor(match: RegExpExecArray): Piece | null {
  const url = entities(match[1] ?? match[2] ?? '').trim()
  const text = entities((match[3] ?? '').replace(/<[^>]*>/g, ''))
  if (/^https?:\/\//i.test(url)) return { kind: 'link', text, url }
  if (!url.startsWith('weixin://bizmsgmenu?')) return { kind: 'text', text }
  const query = new URLSearchParams(url.slice(url.indexOf('?') + 1))
  return {
    kind: 'reply',
    text,
    id: query.get('msgmenuid') ?? '',
    content: query.get('msgmenucontent') ?? text,
  }
}

function expression(match: RegExpExecArray): Piece | null {
  const name = expressionOf(match[0])
  return name === null ? null : { kind: 'expression', name, code: match[0] }
}

/** A message's text in pieces: words, expressions, addresses; anchors only where an account wrote them. */
export function parseText(text: string, anchors: boolean): Piece[] {
  const whole: Piece[] = [{ kind: 'text', text }]
  const linked = anchors ? refine(whole, ANCHOR, anchor) : whole
  const addressed = refine(linked, ADDRESS, (match) => ({ kind: 'link', text: match[0], url: match[0] }))
  return refine(addressed, EXPRESSION_CODE, expression)
}

/** The same on one line, without markup. */
export function plainText(text: string): string {
  return entities(text.replace(ANCHOR, (_all, _one, _two, words: string) => words)).replace(/\s+/g, ' ')
}

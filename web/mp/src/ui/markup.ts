/**
 * Makes what went over the wire readable: XML and JSON on lines of their own, in pieces that can be coloured.
 *
 * It never changes what it cannot parse: a broken document is shown as it came, because the break is what one looks for.
 */
export type PieceKind = 'tag' | 'name' | 'text' | 'mark' | 'plain'
export interface Piece {
  kind: PieceKind
  text: string
}
export type Line = Piece[]
export interface Markup {
  language: 'xml' | 'json' | 'text'
  lines: Line[]
}

const INDENT = '  '

export function markup(body: string): Markup {
  const trimmed = body.trim()
  if (trimmed.startsWith('<')) {
    const lines = xmlLines(trimmed)
    if (lines) return { language: 'xml', lines }
  }
  if (trimmed.startsWith('{') || trimmed.startsWith('[')) {
    const lines = jsonLines(trimmed)
    if (lines) return { language: 'json', lines }
  }
  return { language: 'text', lines: body.split('\n').map((text) => [{ kind: 'plain', text }]) }
}

export function plainText(lines: readonly Line[]): string {
  return lines.map((line) => line.map((piece) => piece.text).join('')).join('\n')
}

type Token = { kind: 'open' | 'close' | 'empty' | 'text' | 'cdata' | 'other'; text: string; name: string }

const TOKEN = /<!\[CDATA\[([\s\S]*?)\]\]>|<(\/?)([A-Za-z_][\w.:-]*)([^<>]*?)(\/?)>|<([?!][^>]*)>|([^<]+)/gy

function tokens(xml: string): Token[] | null {
  const found: Token[] = []
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < xml.length) {
    const match = TOKEN.exec(xml)
    if (!match) return null
    const [whole, cdata, slash, name = '', , empty, other] = match
    if (cdata !== undefined) found.push({ kind: 'cdata', text: cdata, name: '' })
    else if (name) found.push({ kind: slash ? 'close' : empty ? 'empty' : 'open', text: whole, name })
    else if (other !== undefined) found.push({ kind: 'other', text: whole, name: '' })
    else if (whole.trim()) found.push({ kind: 'text', text: whole, name: '' })
  }
  return found
}

function xmlLines(xml: string): Line[] | null {
  const all = tokens(xml)
  if (!all) return null
  const lines: Line[] = []
  const open: string[] = []
  let line: Line | null = null
  for (const [index, token] of all.entries()) {
    const pad = INDENT.repeat(token.kind === 'close' ? Math.max(0, open.length - 1) : open.length)
    if (token.kind === 'close') {
      if (open.pop() !== token.name) return null
      if (line) line.push(...pieces(token))
      else lines.push([{ kind: 'plain', text: pad }, ...pieces(token)])
      line = null
      continue
    }
    const holdsText = token.kind === 'text' || token.kind === 'cdata'
    if (holdsText && line) {
      line.push(...pieces(token))
      continue
    }
    const fresh: Line = [...(pad ? [{ kind: 'plain', text: pad } as const] : []), ...pieces(token)]
    lines.push(fresh)
    if (token.kind === 'open') open.push(token.name)
    line = token.kind === 'open' && staysOnLine(all[index + 1]) ? fresh : null
  }
  return open.length === 0 ? lines.map(withoutEmptyPad) : null
}

function withoutEmptyPad(line: Line): Line {
  return line.filter((piece) => piece.text !== '')
}

function staysOnLine(next: Token | undefined): boolean {
  return next?.kind === 'text' || next?.kind === 'cdata' || next?.kind === 'close'
}

function pieces(token: Token): Line {
  if (token.kind === 'text') return [{ kind: 'text', text: token.text.trim() }]
  if (token.kind === 'cdata') {
    return [
      { kind: 'mark', text: '<![CDATA[' },
      { kind: 'text', text: token.text },
      { kind: 'mark', text: ']]>' },
    ]
  }
  if (token.kind === 'other') return [{ kind: 'mark', text: token.text }]
  const at = token.text.indexOf(token.name)
  return [
    { kind: 'tag', text: token.text.slice(0, at) },
    { kind: 'name', text: token.name },
    { kind: 'tag', text: token.text.slice(at + token.name.length) },
  ]
}

const JSON_PIECE = /("(?:[^"\\]|\\.)*")(\s*:)?|(-?\d[\d.eE+-]*|true|false|null)|([^"\d\-tfn]+|.)/g

function jsonLines(body: string): Line[] | null {
  let text: string
  try {
    text = JSON.stringify(JSON.parse(body), null, INDENT)
  } catch {
    return null
  }
  if (losesDigits(body)) text = body
  return text.split('\n').map((row) =>
    [...row.matchAll(JSON_PIECE)].flatMap(([whole, quoted, colon, literal]): Line => {
      if (quoted && colon)
        return [
          { kind: 'name', text: quoted },
          { kind: 'tag', text: colon },
        ]
      return [{ kind: quoted ? 'text' : literal ? 'tag' : 'mark', text: whole }]
    }),
  )
}

/** Message ids are larger than a double holds; parsing and writing them again would show another number. */
function losesDigits(body: string): boolean {
  return /\d{16,}/.test(body.replace(/"(?:[^"\\]|\\.)*"/g, ''))
}

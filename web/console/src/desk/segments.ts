export interface Segment {
  text: string
  href: string | null
}

const address = /https?:\/\/[\w\-.~:/?#[\]@!$&'()*+,;=%]+/gu

/** Cut a text where web addresses begin and end, so that they can be followed. */
export function segments(text: string): Segment[] {
  const result: Segment[] = []
  let at = 0
  for (const match of text.matchAll(address)) {
    if (match.index > at) result.push({ text: text.slice(at, match.index), href: null })
    result.push({ text: match[0], href: match[0] })
    at = match.index + match[0].length
  }
  if (at < text.length) result.push({ text: text.slice(at), href: null })
  return result
}

import { h, type VNode } from 'vue'

/**
 * What an article may consist of. The server cleans the text when it is stored; building the page from this
 * list again means that nothing else can ever run here.
 */
const allowed = new Set([
  'p',
  'h2',
  'h3',
  'strong',
  'b',
  'em',
  'i',
  'u',
  's',
  'ul',
  'ol',
  'li',
  'blockquote',
  'br',
  'hr',
  'code',
  'pre',
  'figure',
  'figcaption',
  'section',
  'span',
])
/** Left out with all that is in them. */
const dropped = new Set(['script', 'style', 'iframe', 'object', 'embed', 'template', 'svg', 'math', 'form'])

type Child = VNode | string

export function safeAddress(address: string | null, schemes: readonly string[]): string | null {
  if (address === null) return null
  try {
    const url = new URL(address, window.location.href)
    return schemes.includes(url.protocol) ? url.href : null
  } catch {
    return null
  }
}

function children(node: Node): Child[] {
  return Array.from(node.childNodes).flatMap(convert)
}

function convert(node: Node): Child[] {
  if (node.nodeType === Node.TEXT_NODE) return [node.textContent ?? '']
  if (!(node instanceof Element)) return []
  const name = node.tagName.toLowerCase()
  if (dropped.has(name)) return []
  if (name === 'img') {
    const src = safeAddress(node.getAttribute('src'), ['http:', 'https:', 'data:'])
    return src === null ? [] : [h('img', { src, alt: node.getAttribute('alt') ?? '', loading: 'lazy' })]
  }
  if (name === 'a') {
    const href = safeAddress(node.getAttribute('href'), ['http:', 'https:', 'tel:', 'mailto:'])
    return href === null ? children(node) : [h('a', { href, rel: 'noreferrer' }, children(node))]
  }
  return allowed.has(name) ? [h(name, children(node))] : children(node)
}

/** An article's HTML as nodes of the page. */
export function nodesOf(html: string): Child[] {
  return children(new DOMParser().parseFromString(html, 'text/html').body)
}

const TAGS = new Set(
  'p br hr strong b em i u s del code pre h1 h2 h3 h4 h5 h6 ul ol li blockquote a img video'.split(' '),
)
const ATTRIBUTES: Record<string, string[]> = {
  a: ['href', 'rel', 'title', 'target'],
  img: ['src', 'alt', 'title'],
  video: ['src', 'controls', 'preload', 'poster'],
  ol: ['start'],
}

/** Whether the editor can show this HTML without losing anything of it. */
export function fits(html: string): boolean {
  const page = new DOMParser().parseFromString(html, 'text/html')
  return [...page.body.querySelectorAll('*')].every((element) => {
    const tag = element.tagName.toLowerCase()
    return TAGS.has(tag) && [...element.attributes].every((one) => ATTRIBUTES[tag]?.includes(one.name))
  })
}

/** Whether there is anything to read or see in it. */
export function isBlank(html: string): boolean {
  const page = new DOMParser().parseFromString(html, 'text/html')
  return !page.body.textContent.trim() && !page.body.querySelector('img, video')
}

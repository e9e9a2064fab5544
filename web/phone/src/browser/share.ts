/** A page as a message of type "link". */
export interface ShareCard {
  title: string
  description: string
  url: string
  image_url: string | null
}

const words = (value: unknown, longest: number): string =>
  typeof value === 'string' ? value.trim().slice(0, longest) : ''

const web = (value: unknown): string | null =>
  typeof value === 'string' && /^https?:\/\/\S+$/i.test(value) ? value : null

/** What a page says of itself, where it says nothing its title and address. */
export function shareCard(args: Record<string, unknown>, page: { real: string; title: string }): ShareCard {
  return {
    title: words(args.title, 200) || words(page.title, 200) || new URL(page.real).host,
    description: words(args.desc, 500),
    url: web(args.link) ?? page.real,
    image_url: web(args.img_url ?? args.imgUrl),
  }
}

import type { ShareCard } from './share'

/** The page of an article, which stands on the network itself: what is in its address; null for anything else. */
export function articleOf(address: URL | null, home: string): string | null {
  if (address?.origin !== home) return null
  return /^\/s\/([\w-]+)$/.exec(address.pathname)?.[1] ?? null
}

/** The address under which the frame asks for it: it counts where its reader comes from. */
export function withSource(address: URL, source: number): string {
  const counted = new URL(address)
  counted.searchParams.set('source', String(source))
  return counted.href
}

/** An article as a card, by what its head says. */
export function articleCard(page: Document, address: URL): ShareCard {
  const said = (name: string) =>
    page.querySelector(`meta[property="og:${name}"]`)?.getAttribute('content')?.trim() ?? ''
  const image = said('image')
  return {
    title: (said('title') || page.title).slice(0, 200),
    description: said('description').slice(0, 500),
    url: address.origin + address.pathname,
    image_url: image ? new URL(image, address).href : null,
  }
}

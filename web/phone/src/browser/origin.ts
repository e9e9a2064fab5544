/** Where a page was opened from, told by the place that the browser leads back to. */
export interface Origin {
  /** The account whose chat it was, if it was one. */
  appid: string | null
  /** As figures of articles count readers: 0 chat, 1 friends, 2 Moments, 4 history, 5 elsewhere. */
  source: number
}

/** Null for another page of the browser: then it is as before. */
export function originOf(back: string | null | undefined): Origin | null {
  const path = decodeURIComponent((back ?? '').split('?')[0] ?? '')
  if (path === '/browse') return null
  const account = /^\/chat\/a:([^:/]+):/.exec(path)
  if (account) return { appid: account[1] ?? null, source: 0 }
  if (path.startsWith('/chat/')) return { appid: null, source: 1 }
  if (path.startsWith('/moments')) return { appid: null, source: 2 }
  if (/^\/account\/[^/]+\/articles$/.test(path)) return { appid: null, source: 4 }
  return { appid: null, source: 5 }
}

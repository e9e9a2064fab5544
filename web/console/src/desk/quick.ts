import type { QuickReply } from './types'

/** What is searched for when the draft is a slash and words, else null. */
export function slashQuery(draft: string): string | null {
  const match = /^\/(\S*)$/u.exec(draft)
  return match ? (match[1] ?? '') : null
}

/** Quick replies that fit the words: title first, then group, then text; the most used first. */
export function matching(replies: QuickReply[], query: string, limit = 8): QuickReply[] {
  const needle = query.toLowerCase()
  const rank = (reply: QuickReply): number => {
    if (needle === '' || reply.title.toLowerCase().startsWith(needle)) return 0
    if (reply.title.toLowerCase().includes(needle)) return 1
    if (reply.group.toLowerCase().includes(needle)) return 2
    return reply.text.toLowerCase().includes(needle) ? 3 : -1
  }
  return replies
    .map((reply) => ({ reply, rank: rank(reply) }))
    .filter((entry) => entry.rank >= 0)
    .sort((a, b) => a.rank - b.rank || b.reply.uses - a.reply.uses)
    .slice(0, limit)
    .map((entry) => entry.reply)
}

import type { Said, Talk } from './api'

/** Types the texts have a word for; others are called "message". */
const NAMED = [
  'image',
  'voice',
  'video',
  'location',
  'link',
  'person_card',
  'account_card',
  'music',
  'news',
  'card',
]

export function field(said: Said, name: string): string {
  const value = said.content[name]
  return typeof value === 'string' ? value : ''
}

/** The kind of a message as a key of the texts. */
export function kindOf(said: Said): string {
  if (said.recalled) return 'answers.kind.recalled'
  return `answers.kind.${NAMED.includes(said.type) ? said.type : 'other'}`
}

/** The words of a message, or nothing when it has none. */
export function wordsOf(said: Said): string {
  if (said.recalled) return ''
  if (said.type === 'text') return field(said, 'text')
  if (said.type === 'menu') return field(said, 'head')
  return ''
}

/** Titles of the articles in a message. */
export function articlesOf(said: Said): { title: string; url: string }[] {
  const articles = said.content.articles
  if (!Array.isArray(articles)) return []
  const text = (value: unknown): string => (typeof value === 'string' ? value : '')
  return articles.map((one: Record<string, unknown>) => ({ title: text(one.title), url: text(one.url) }))
}

/** A link only where it leads to a web page. */
export function webUrl(url: string): string | undefined {
  return /^https?:\/\//.test(url) ? url : undefined
}

/** A newer first page in front of what was loaded before. */
export function merged(newest: readonly Talk[], shown: readonly Talk[]): Talk[] {
  const fresh = new Set(newest.map((talk) => talk.person.openid))
  return [...newest, ...shown.filter((talk) => !fresh.has(talk.person.openid))]
}

/** Messages by number, each once; the newer copy wins, because it may have been recalled. */
export function joined(older: readonly Said[], newer: readonly Said[]): Said[] {
  const byNumber = new Map([...older, ...newer].map((said) => [said.seq, said]))
  return [...byNumber.values()].sort((a, b) => a.seq - b.seq)
}

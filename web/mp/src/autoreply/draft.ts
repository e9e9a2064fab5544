/** A reply and a rule as they are edited. A type that is tried and left loses nothing. */
import type { FileType, Reply, ReplyType, Rule } from './api'

export type Article = Reply['news'][number]

export interface ReplyDraft {
  id: number
  type: ReplyType
  text: string
  files: Partial<Record<FileType, Reply>>
  article: Article
}

export interface KeywordDraft {
  id: number
  content: string
  match: 'contain' | 'equal'
}

export interface RuleDraft {
  name: string
  mode: Rule['mode']
  keywords: KeywordDraft[]
  replies: ReplyDraft[]
}

export const REPLY_TYPES: readonly ReplyType[] = ['text', 'img', 'voice', 'video', 'news']
export const ACCEPTED: Record<FileType, string> = {
  img: 'image/jpeg,image/png,image/gif,image/bmp',
  voice: '.amr,.mp3,audio/amr,audio/mpeg',
  video: 'video/mp4',
}
export const MOST = { text: 600, keywords: 10, keyword: 30, replies: 5, name: 60, title: 64 } as const

let serial = 0

export function newReply(): ReplyDraft {
  serial += 1
  return {
    id: serial,
    type: 'text',
    text: '',
    files: {},
    article: {
      title: '',
      author: '',
      digest: '',
      show_cover: 1,
      cover_url: '',
      content_url: '',
      source_url: '',
    },
  }
}

export function newKeyword(): KeywordDraft {
  serial += 1
  return { id: serial, content: '', match: 'contain' }
}

export function isFile(type: ReplyType): type is FileType {
  return type === 'img' || type === 'voice' || type === 'video'
}

export function fromReply(reply: Reply | null): ReplyDraft {
  const draft = newReply()
  if (!reply) return draft
  draft.type = reply.type
  if (reply.type === 'text') draft.text = reply.content
  if (isFile(reply.type)) draft.files[reply.type] = reply
  const [article] = reply.news
  if (article) draft.article = { ...article }
  return draft
}

export function toWish(draft: ReplyDraft): { type: ReplyType; content: string; news: Article[] } {
  if (isFile(draft.type)) {
    return { type: draft.type, content: draft.files[draft.type]?.content ?? '', news: [] }
  }
  return draft.type === 'news'
    ? { type: 'news', content: '', news: [{ ...draft.article }] }
    : { type: 'text', content: draft.text, news: [] }
}

/** Whether there is enough to be saved. */
export function isWhole(draft: ReplyDraft): boolean {
  if (isFile(draft.type)) return draft.files[draft.type] !== undefined
  if (draft.type === 'news')
    return draft.article.title.trim() !== '' && draft.article.content_url.trim() !== ''
  return draft.text.trim() !== ''
}

export function fromRule(rule: Rule | null): RuleDraft {
  if (!rule) return { name: '', mode: 'reply_all', keywords: [newKeyword()], replies: [newReply()] }
  return {
    name: rule.name,
    mode: rule.mode,
    keywords: rule.keywords.map((one) => ({
      ...newKeyword(),
      content: one.content,
      match: one.match,
    })),
    replies: rule.replies.map(fromReply),
  }
}

export function toRuleWish(draft: RuleDraft) {
  return {
    name: draft.name.trim(),
    mode: draft.mode,
    keywords: draft.keywords
      .map(({ content, match }) => ({ content: content.trim(), match }))
      .filter(({ content }) => content !== ''),
    replies: draft.replies.map(toWish),
  }
}

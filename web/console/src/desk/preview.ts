import { say } from '../language'
import type { DeskMessage } from './types'

const named = [
  'image',
  'voice',
  'video',
  'shortvideo',
  'location',
  'link',
  'news',
  'article',
  'music',
  'menu',
  'card',
  'miniprogram',
  'person_card',
  'account_card',
]

/** The last message of a conversation in one line; those without words say what they are. */
export function lastLine(last: { text: string; type: string } | null): string {
  if (last === null) return ''
  if (last.type === 'text') return last.text
  const kind = named.includes(last.type) ? say(`message.${last.type}`) : say('message.other')
  return last.text === '' ? `[${kind}]` : `[${kind}] ${last.text}`
}

/** A message in one line. */
export function preview(message: Pick<DeskMessage, 'type' | 'content'>): string {
  const { content, type } = message
  if (type === 'text') return content.text ?? ''
  const kind = named.includes(type) ? say(`message.${type}`) : say('message.other')
  const words = content.recognition ?? content.label ?? content.title ?? content.articles?.[0]?.title
  return words ? `[${kind}] ${words}` : `[${kind}]`
}

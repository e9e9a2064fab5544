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

/** A message in one line. */
export function preview(message: Pick<DeskMessage, 'type' | 'content'>): string {
  const { content, type } = message
  if (type === 'text') return content.text ?? ''
  const kind = named.includes(type) ? say(`message.${type}`) : say('message.other')
  const words = content.recognition ?? content.label ?? content.title ?? content.articles?.[0]?.title
  return words ? `[${kind}] ${words}` : `[${kind}]`
}

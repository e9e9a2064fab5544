import { conversations } from '../api/conversations'
import type { Message } from '../api/shapes'
import { useOutbox } from './outbox'

const KINDS = ['text', 'image', 'location', 'person_card', 'account_card', 'link', 'news', 'article']

export function canForward(message: Message): boolean {
  return !message.recalled && KINDS.includes(message.type)
}

async function pictureAgain(url: string): Promise<{ file: string }> {
  const answer = await fetch(url, { credentials: 'same-origin' })
  const stored = await conversations.upload(await answer.blob(), 'image')
  return { file: stored.file }
}

/** The same content as a message of one's own in another conversation. An article goes as a link. */
export function forward(message: Message, to: string): void {
  const outbox = useOutbox()
  if (message.type === 'text')
    outbox.send(to, 'text', { text: message.content.text }, { text: message.content.text })
  else if (message.type === 'image') {
    const { content } = message
    outbox.send(to, 'image', content, () => pictureAgain(content.url))
  } else if (message.type === 'location') {
    const { content } = message
    outbox.send(to, 'location', content, { ...content, name: content.name ?? '' })
  } else if (message.type === 'person_card')
    outbox.send(to, 'person_card', message.content, { person_id: message.content.person_id })
  else if (message.type === 'account_card')
    outbox.send(to, 'account_card', message.content, { appid: message.content.appid })
  else if (message.type === 'link') outbox.send(to, 'link', message.content, message.content)
  else if (message.type === 'news' || message.type === 'article') {
    const article = message.content.articles[0]
    if (article) outbox.send(to, 'link', article, article)
  }
}

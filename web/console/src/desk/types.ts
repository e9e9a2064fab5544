import type { SuiteSchemas } from '@teahouse/kit'

/** The desk's shapes as the suite's API sends them. Times are unix seconds. */

export type Box = 'waiting' | 'mine' | 'open' | 'closed'
export const boxes: readonly Box[] = ['waiting', 'mine', 'open', 'closed']

/** The document calls the state any string. */
export type Conversation = SuiteSchemas['ConversationOut'] & { state: 'waiting' | 'open' | 'closed' }
export type ConversationPage = Omit<SuiteSchemas['ConversationsOut'], 'items'> & { items: Conversation[] }
export type Summary = SuiteSchemas['SummaryOut']
export type QuickReply = SuiteSchemas['QuickReplyOut']

export interface NewsArticle {
  title: string
  description: string
  url: string
  image_url: string
}

/** The union of the message contents of the phone's API; which fields are set depends on the type. The document
 * leaves it open. */
export type Content = {
  text?: string
  url?: string
  width?: number
  height?: number
  seconds?: number
  recognition?: string | null
  thumb_url?: string
  title?: string
  description?: string
  image_url?: string
  latitude?: number
  longitude?: number
  label?: string
  name?: string | null
  nickname?: string
  wechat_id?: string | null
  avatar_url?: string | null
  articles?: NewsArticle[]
  head?: string
  tail?: string
  items?: { id: string; content: string }[]
  code?: string
  file?: string
}

/** The document calls origin and state any string. */
export type Answered = Omit<SuiteSchemas['MessageOut'], 'content'> & {
  from: 'fan' | 'agent' | 'robot' | 'system'
  state: 'sent' | 'sending' | 'failed'
  content: Content
}
export type MessagePage = Omit<SuiteSchemas['MessagesOut'], 'items'> & { items: Answered[] }

/** The types an agent may send. */
export type Sendable = SuiteSchemas['MessageIn']['type']
/** A message on its way has no seq yet. */
export type Unsent = Omit<Answered, 'seq' | 'type'> & { seq: null; type: Sendable }
export type DeskMessage = Answered | Unsent

/** What the socket tells, in no OpenAPI document: a message itself, of the rest only that it changed. */
export type SocketEvent =
  | { type: 'conversation'; conversation_id: string }
  | { type: 'message'; conversation_id: string; message: DeskMessage }
  | { type: 'summary' }
  | { type: 'ping' }

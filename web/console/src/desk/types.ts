/** The desk's shapes as the suite's API sends them. Times are unix seconds. */

export type Box = 'waiting' | 'mine' | 'open' | 'closed'
export const boxes: readonly Box[] = ['waiting', 'mine', 'open', 'closed']

export interface Conversation {
  id: string
  follower: { id: string; nickname: string; avatar_url: string | null; account_id: string }
  account_name: string
  state: 'waiting' | 'open' | 'closed'
  agent: { id: string; name: string } | null
  reason: string | null
  last: { text: string; type: string; at: number; from: string } | null
  unread: number
  waiting_since: number | null
  updated_at: number
  window_ends_at: number | null
  draft?: string | null
}

export interface Summary {
  waiting: number
  mine: number
  open: number
  closed_today: number
  longest_wait_seconds: number
}

export interface NewsArticle {
  title: string
  description: string
  url: string
  image_url: string
}

/** The union of the message contents of the phone's API; which fields are set depends on the type. */
export interface Content {
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

export interface DeskMessage {
  seq: number | null
  from: 'fan' | 'agent' | 'robot' | 'system'
  agent_name: string | null
  type: string
  content: Content
  at: number
  state: 'sent' | 'sending' | 'failed'
  error: string | null
  client_id: string | null
}

export interface QuickReply {
  id: string
  group: string
  title: string
  text: string
  shared: boolean
  uses: number
}

/** What the socket tells: a message itself, of the rest only that it changed. */
export type SocketEvent =
  | { type: 'conversation'; conversation_id: string }
  | { type: 'message'; conversation_id: string; message: DeskMessage }
  | { type: 'summary' }
  | { type: 'ping' }

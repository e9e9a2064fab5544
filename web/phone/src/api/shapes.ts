import type { Seconds } from '@teahouse/kit'

export type Gender = 0 | 1 | 2
export type Relation = 'self' | 'friend' | 'pending_out' | 'pending_in' | 'none' | 'blocked'
export type RequestSource = 'id' | 'phone' | 'qr' | 'card'
export type FollowSource = 'search' | 'card' | 'qr' | 'article'

export interface Me {
  id: string
  phone: string
  wechat_id: string | null
  nickname: string
  avatar_url: string | null
  gender: Gender
  province: string
  city: string
  signature: string
  has_password: boolean
  csrf: string
  qr_text: string
  sandbox: boolean
}

export interface Person {
  id: string
  nickname: string
  avatar_url: string | null
  gender: Gender
  province: string
  city: string
  signature: string
  wechat_id: string | null
  remark: string | null
  relation: Relation
  starred?: boolean
}

export interface Account {
  appid: string
  wechat_id: string
  name: string
  avatar_url: string | null
  introduction: string
  type: 'service' | 'subscription'
  verified: boolean
  following: boolean
}

export interface ArticleItem {
  title: string
  description: string
  url: string
  image_url: string | null
}

/** What a message of each type carries. Types of later parts are kept as `unknown`. */
export interface ContentByType {
  text: { text: string; menu_item_id?: string | null }
  image: { url: string; width: number; height: number }
  voice: { url: string; seconds: number; recognition?: string | null }
  video: { url: string; thumb_url: string | null; title?: string | null; description?: string | null }
  shortvideo: { url: string; thumb_url: string | null; title?: string | null; description?: string | null }
  location: { latitude: number; longitude: number; scale: number; label: string; name?: string | null }
  link: { title: string; description: string; url: string; image_url: string | null }
  person_card: { person_id: string; nickname: string; wechat_id: string | null; avatar_url: string | null }
  account_card: { appid: string; name: string; wechat_id: string; avatar_url: string | null }
  news: { articles: ArticleItem[] }
  article: { articles: ArticleItem[] }
  music: { title: string; description: string; url: string; hq_url: string; thumb_url: string | null }
  menu: { head: string; items: { id: string; content: string }[]; tail: string }
  miniprogram: { title: string; appid: string; pagepath: string; thumb_url: string | null }
  card: { card_id: string }
  notice: { code: string; params: Record<string, string> }
  recall: { target_seq: number }
}
export type MessageType = keyof ContentByType

interface MessageHead {
  conversation_id: string
  seq: number
  msg_id: string
  from: { kind: 'person' | 'account' | 'system'; id: string }
  client_id: string | null
  sent_at: Seconds
  recalled: boolean
}

/** A recalled message is served with an empty content: look at `recalled` first. */
export type Message = {
  [T in MessageType]: MessageHead & { type: T; content: ContentByType[T] }
}[MessageType]
export type MessageOf<T extends MessageType> = Extract<Message, { type: T }>

interface ConversationHead {
  id: string
  last_seq: number
  read_seq: number
  cleared_seq: number
  unread: number
  muted: boolean
  pinned: boolean
  last: Message | null
  updated_at: Seconds
}
export type PersonConversation = ConversationHead & { kind: 'person'; peer: Person }
export type AccountConversation = ConversationHead & { kind: 'account'; peer: Account }
export type Conversation = PersonConversation | AccountConversation

interface EventData {
  contact_changed: { person_id: string }
  request_received: { request_id: string }
  conversation_changed: { conversation_id: string }
  profile_changed: Record<string, unknown>
  account_changed: { appid: string }
  read: { conversation_id: string; read_seq: number }
  deleted: { conversation_id: string; seq: number | null }
}
export type RemoteEvent = {
  [K in keyof EventData]: { n: number; kind: K; data: EventData[K]; at: Seconds }
}[keyof EventData]

export interface SyncAnswer {
  token: string
  resync: boolean
  conversations: Conversation[]
  events: RemoteEvent[]
  more: boolean
}

export type Push =
  | { type: 'message'; message: Message; last_seq: number }
  | { type: 'event'; event: RemoteEvent }
  | { type: 'typing'; conversation_id: string; on: boolean }

export interface FriendRequest {
  id: string
  person: Person
  greeting: string
  direction: 'in' | 'out'
  state: 'pending' | 'accepted' | 'ignored'
  at: Seconds
}

export interface Device {
  id: string
  name: string
  seen_at: Seconds
  current: boolean
}

export interface Region {
  name: string
  cities: string[]
}

export interface StoredFile {
  file: string
  url: string
  width: number | null
  height: number | null
  content_type: string
}

/** What the phone puts into a send of each type. */
export interface SendByType {
  text: { text: string; menu_item_id?: string }
  image: { file: string }
  voice: { file: string; seconds: number }
  video: { file: string }
  location: { latitude: number; longitude: number; scale: number; label: string; name: string }
  person_card: { person_id: string }
  account_card: { appid: string }
  link: { title: string; description: string; url: string; image_url: string | null }
}
export type SendType = keyof SendByType

export interface MenuButton {
  name: string
  type: string | null
  key?: string | null
  url?: string | null
  media_id?: string | null
  appid?: string | null
  pagepath?: string | null
  sub_buttons: MenuButton[]
}

export interface AccountMenu {
  buttons: MenuButton[]
  version: number | string
}

export interface PickedLocation {
  latitude: number
  longitude: number
  scale: number
  label: string
  name: string
}

export type MenuResult = { scan_text: string } | { files: string[] } | { location: PickedLocation }

export type ScanAnswer =
  | { kind: 'person'; person: Person }
  | { kind: 'account'; account: Account; scene_ticket: string | null; scanned?: boolean }
  | { kind: 'url'; url: string }
  | { kind: 'text'; text: string }

export interface SandboxPanel {
  people: { person_id: string; nickname: string; avatar_url: string | null }[]
  now: Seconds
  offset_seconds: number
}

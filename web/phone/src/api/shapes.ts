import type { NetworkPaths, NetworkSchemas } from '@teahouse/kit'

/** The server's shapes as its OpenAPI document has them; the unions below say what it cannot. */
export type Me = NetworkSchemas['Me']
export type ProfileChange = NetworkSchemas['messenger_people_schemas_ProfileChange']
export type Person = NetworkSchemas['Person']
export type Account = NetworkSchemas['AccountCard']
export type FriendRequest = NetworkSchemas['Request']
export type RequestSource = NetworkSchemas['Asking']['source']
export type FollowSource = NetworkSchemas['FollowWish']['source']
export type Whereabouts = NetworkSchemas['LocationPlace']
export type Device = NetworkSchemas['Device']
export type Region = NetworkSchemas['Region']
export type MenuButton = NetworkSchemas['MenuButton']
export type AccountMenu = NetworkSchemas['PhoneMenu']
export type PickedLocation = NetworkSchemas['Location']
export type MenuResult = NetworkSchemas['ClickResult']
export type ScanAnswer =
  NetworkPaths['/api/phone/scan']['post']['responses']['200']['content']['application/json']

export interface ArticleItem {
  title: string
  description: string
  url: string
  image_url: string | null
}

/** What a message of each type carries: the document has one `MessageOut` with an open `content` for all types. */
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
  kf_invitation: { kf_account: string; nickname: string; appid: string }
  template: {
    title: string
    url: string
    mini_program: { appid: string; pagepath: string } | null
    lines: { label: string; value: string }[]
  }
  notice: { code: string; params: Record<string, string> }
  recall: { target_seq: number }
}
/** Stands in the content of a message that an account's agent wrote. */
export interface MessageAgent {
  name: string
  avatar_url: string | null
}
export type MessageType = keyof ContentByType

type MessageHead = Omit<NetworkSchemas['MessageOut'], 'type' | 'content'>

/** A recalled message is served with an empty content: look at `recalled` first. */
export type Message = {
  [T in MessageType]: MessageHead & { type: T; content: ContentByType[T] }
}[MessageType]
export type MessageOf<T extends MessageType> = Extract<Message, { type: T }>

/** A conversation's last message is one of the union above. */
type WithLast<C> = Omit<C, 'last'> & { last: Message | null }
export type PersonConversation = WithLast<NetworkSchemas['PersonConversation']>
export type AccountConversation = WithLast<NetworkSchemas['AccountConversation']>
export type Conversation = PersonConversation | AccountConversation

/** What an event of each kind carries, open in the document as a message's content is. */
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
  [K in keyof EventData]: NetworkSchemas['RemoteEvent'] & { kind: K; data: EventData[K] }
}[keyof EventData]

export type SyncAnswer = Omit<NetworkSchemas['SyncOut'], 'conversations' | 'events'> & {
  conversations: Conversation[]
  events: RemoteEvent[]
}
export type MessagePage = Omit<NetworkSchemas['Page'], 'items'> & { items: Message[] }

/** What the socket tells; no OpenAPI document has it. */
export type Push =
  | { type: 'message'; message: Message; last_seq: number }
  | { type: 'event'; event: RemoteEvent }
  | { type: 'typing'; conversation_id: string; on: boolean }

/** What the phone puts into a send of each type; the hot path's body is in no OpenAPI document. */
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

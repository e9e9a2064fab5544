import { phone } from './client'
import type { Conversation, Message, SendByType, SendType, StoredFile, SyncAnswer } from './shapes'

export interface MessagePage {
  items: Message[]
  more: boolean
}

const at = (id: string) => `/conversations/${encodeURIComponent(id)}`

export const conversations = {
  sync: (token: string) => phone.get<SyncAnswer>('/sync', { token }),
  one: (id: string) => phone.get<Conversation>(at(id)),
  after: (id: string, seq: number, limit = 100) =>
    phone.get<MessagePage>(`${at(id)}/messages`, { after: seq, limit }),
  before: (id: string, seq: number, limit = 50) =>
    phone.get<MessagePage>(`${at(id)}/messages`, { before: seq, limit }),
  send: <T extends SendType>(id: string, clientId: string, type: T, content: SendByType[T]) =>
    phone.post<Message>('/send', { conversation_id: id, client_id: clientId, type, content }),
  upload(file: Blob, kind: 'image' | 'voice' | 'video') {
    const form = new FormData()
    form.append('kind', kind)
    form.append('file', file)
    return phone.upload<StoredFile>('POST', '/files', form)
  },
  recall: (id: string, seq: number) => phone.post<Message>(`${at(id)}/recall`, { seq }),
  remove: (id: string, seq: number) => phone.delete(`${at(id)}/messages/${seq}`),
  read: (id: string, seq: number) => phone.put<undefined>(`${at(id)}/read`, { seq }),
  change: (id: string, change: { muted?: boolean; pinned?: boolean }) =>
    phone.patch<Conversation>(at(id), change),
  hide: (id: string) => phone.delete(at(id)),
}

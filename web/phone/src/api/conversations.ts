import { phone } from './client'
import type { Conversation, Message, MessagePage, SendByType, SendType, SyncAnswer } from './shapes'

const at = (id: string) => `/conversations/${encodeURIComponent(id)}` as const

export const conversations = {
  sync: (token: string): Promise<SyncAnswer> => phone.get('/sync', { token }),
  one: (id: string): Promise<Conversation> => phone.get(at(id)),
  after: (id: string, seq: number, limit = 100): Promise<MessagePage> =>
    phone.get(`${at(id)}/messages`, { after: seq, limit }),
  before: (id: string, seq: number, limit = 50): Promise<MessagePage> =>
    phone.get(`${at(id)}/messages`, { before: seq, limit }),
  /** The hot path, which no OpenAPI document has. */
  send: <T extends SendType>(id: string, clientId: string, type: T, content: SendByType[T]) =>
    phone.call<Message>('POST', '/send', {
      body: { conversation_id: id, client_id: clientId, type, content },
    }),
  upload(file: Blob, kind: 'image' | 'voice' | 'video') {
    const form = new FormData()
    form.append('kind', kind)
    form.append('file', file)
    return phone.upload('POST', '/files', form)
  },
  recall: (id: string, seq: number): Promise<Message> => phone.post(`${at(id)}/recall`, { seq }),
  remove: (id: string, seq: number) => phone.delete(`${at(id)}/messages/${seq}`),
  read: (id: string, seq: number) => phone.put(`${at(id)}/read`, { seq }),
  change: (id: string, change: { muted?: boolean; pinned?: boolean }): Promise<Conversation> =>
    phone.patch(at(id), change),
  hide: (id: string) => phone.delete(at(id)),
}

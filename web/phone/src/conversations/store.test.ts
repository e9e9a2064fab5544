import { createPinia, setActivePinia } from 'pinia'
import { expect, it, vi } from 'vitest'
import type { Conversation, Message } from '../api/shapes'
import { useConversations } from './store'
import { useTimelines } from './timelines'

const ID = 'a:wx1:me'
const GREETING = {
  conversation_id: ID,
  seq: 1,
  msg_id: '1',
  type: 'text',
  from: { kind: 'account', id: 'wx1' },
  content: { text: '欢迎关注' },
  client_id: null,
  sent_at: 1,
  recalled: false,
} as Message
const EMPTY = { id: ID, kind: 'account', last_seq: 0, read_seq: 0, unread: 0 } as Conversation

it('shows what comes while the newest page is on its way', async () => {
  setActivePinia(createPinia())
  const stored: Message[] = []
  vi.stubGlobal('fetch', async (address: string) => {
    const url = new URL(address, 'http://phone.test')
    if (!url.pathname.endsWith('/messages')) return Response.json(EMPTY)
    const items = [...stored]
    if (url.searchParams.has('before')) {
      stored.push(GREETING)
      await useConversations().receive(GREETING)
    }
    return Response.json({ items, more: false })
  })
  await useConversations().show(ID)
  expect(useTimelines().byId.get(ID)?.messages).toEqual([GREETING])
})

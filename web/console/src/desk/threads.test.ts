import { createPinia, setActivePinia } from 'pinia'
import { expect, it, vi } from 'vitest'
import { useThreads } from './threads'
import type { DeskMessage } from './types'

const CONVERSATION = 'c1'

const said = (seq: number): DeskMessage => ({
  seq,
  from: 'fan',
  agent_name: null,
  type: 'text',
  content: { text: String(seq) },
  at: seq,
  state: 'sent',
  error: null,
  client_id: null,
})

it('keeps what comes while the newest page is on its way', async () => {
  setActivePinia(createPinia())
  const threads = useThreads()
  vi.stubGlobal('fetch', () => {
    threads.receive(CONVERSATION, said(2))
    return Promise.resolve(Response.json({ items: [said(1)], more: false }))
  })
  await threads.load(CONVERSATION)
  expect(threads.of(CONVERSATION).messages.map((each) => each.seq)).toEqual([1, 2])
})

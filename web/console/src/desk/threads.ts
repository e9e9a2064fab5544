import { freshId } from '@teahouse/kit'
import { defineStore } from 'pinia'
import { reactive } from 'vue'
import { api, ofBrand, sentenceOf } from '../api'
import { lastSeq, merged } from './order'
import type { Answered, Content, DeskMessage, MessagePage, Sendable, Unsent } from './types'

export interface Thread {
  messages: DeskMessage[]
  /** Older ones are on the server. */
  more: boolean
  loading: boolean
  loaded: boolean
  error: unknown
}

/** What an agent sends; `quickReply` is the ready-made answer it began with, for the count of its uses. */
export interface Said {
  type: Sendable
  content: Content
  agentName: string
  quickReply?: string | null
}

const pageSize = 40

/** The messages of the conversations opened so far. */
export const useThreads = defineStore('threads', () => {
  const threads = reactive(new Map<string, Thread>())

  function of(id: string): Thread {
    const known = threads.get(id)
    if (known) return known
    threads.set(id, { messages: [], more: false, loading: false, loaded: false, error: null })
    return threads.get(id) as Thread
  }

  const pathOf = (id: string) => ofBrand(`/desk/conversations/${id}/messages`)

  /** The newest page; what is there already stays on the screen meanwhile. */
  async function load(id: string): Promise<void> {
    const thread = of(id)
    if (thread.loaded) return catchUp(id)
    thread.loading = true
    thread.error = null
    try {
      const page: MessagePage = await api.get(pathOf(id), { limit: pageSize })
      thread.messages = merged(thread.messages, page.items)
      thread.more = page.more
      thread.loaded = true
    } catch (reason) {
      thread.error = reason
    } finally {
      thread.loading = false
    }
  }

  async function older(id: string): Promise<void> {
    const thread = of(id)
    const first = thread.messages[0]?.seq
    if (thread.loading || !thread.more || first === null || first === undefined) return
    thread.loading = true
    try {
      const page: MessagePage = await api.get(pathOf(id), { before: first, limit: pageSize })
      thread.messages = merged(thread.messages, page.items)
      thread.more = page.more
    } finally {
      thread.loading = false
    }
  }

  /** What came while the socket was away. */
  async function catchUp(id: string): Promise<void> {
    const thread = of(id)
    if (!thread.loaded) return
    const page: MessagePage = await api.get(pathOf(id), { after: lastSeq(thread.messages), limit: 100 })
    thread.messages = merged(thread.messages, page.items)
    if (page.more) await catchUp(id)
  }

  /** Also while the newest page is on its way, which may not have it. @returns whether it was not known before */
  function receive(id: string, message: DeskMessage): boolean {
    const thread = threads.get(id)
    if (!thread) return true
    const before = thread.messages.length
    thread.messages = merged(thread.messages, [message])
    return thread.messages.length > before
  }

  function put(id: string, message: DeskMessage): void {
    const thread = of(id)
    thread.messages = merged(thread.messages, [message])
  }

  /** Whether the server has numbered the message, which the socket may tell before the answer does. */
  function numbered(id: string, client: string): boolean {
    return of(id).messages.some((each) => each.client_id === client && each.seq !== null)
  }

  async function post(id: string, message: Unsent, quickReply: string | null = null): Promise<void> {
    const client = message.client_id ?? ''
    try {
      const answer: Answered = await api.post(pathOf(id), {
        client_id: client,
        type: message.type,
        content: message.content,
        quick_reply_id: quickReply,
      })
      if (!numbered(id, client)) put(id, answer)
    } catch (reason) {
      if (!numbered(id, client)) put(id, { ...message, state: 'failed', error: sentenceOf(reason) })
    }
  }

  /** Show the message at once and send it; a refusal stays on it, with the reason. */
  async function send(id: string, said: Said): Promise<void> {
    const message: Unsent = {
      seq: null,
      from: 'agent',
      agent_name: said.agentName,
      type: said.type,
      content: said.content,
      at: Math.floor(Date.now() / 1000),
      state: 'sending',
      error: null,
      client_id: freshId(),
    }
    put(id, message)
    await post(id, message, said.quickReply ?? null)
  }

  async function retry(id: string, message: DeskMessage): Promise<void> {
    const fresh = { state: 'sending', error: null } as const
    put(id, { ...message, ...fresh })
    if (message.seq === null) return post(id, { ...message, ...fresh })
    try {
      const answer: Answered = await api.post(`${pathOf(id)}/${message.seq}/retry`)
      put(id, answer)
    } catch (reason) {
      put(id, { ...message, state: 'failed', error: sentenceOf(reason) })
    }
  }

  return { of, load, older, catchUp, receive, send, retry, forget: () => threads.clear() }
})

import { ApiError } from '@teahouse/kit'
import { defineStore } from 'pinia'
import { computed, shallowReactive, watch } from 'vue'
import { conversations as api } from '../api/conversations'
import type { ContentByType, Message, MessageType, SendByType, SendType } from '../api/shapes'
import { keep, readKept } from '../common/kept'
import { now } from '../common/now'
import { useSession } from '../people/session'
import { newClientId } from './ids'
import { useConversations } from './store'

export interface Pending {
  clientId: string
  conversation: string
  type: SendType
  /** As the bubble shows it while it is on its way. */
  shown: ContentByType[MessageType]
  /** As it is sent; null while the file is still to be uploaded. */
  content: SendByType[SendType] | null
  at: number
  state: 'sending' | 'failed'
  reason: string | null
}

type Prepare<T extends SendType> = () => Promise<SendByType[T]>

/** Messages on their way. A retry keeps its client id, so the server makes one message of it. */
export const useOutbox = defineStore('outbox', () => {
  const session = useSession()
  const conversations = useConversations()
  const items = shallowReactive(new Map<string, Pending>())
  const preparing = new Map<string, Prepare<SendType>>()
  const lines = new Map<string, Promise<void>>()

  const byConversation = computed(() => {
    const all = new Map<string, Pending[]>()
    for (const item of items.values()) {
      all.set(item.conversation, [...(all.get(item.conversation) ?? []), item])
    }
    return all
  })

  function update(item: Pending): void {
    items.set(item.clientId, item)
    save()
  }

  function drop(clientId: string): void {
    items.delete(clientId)
    preparing.delete(clientId)
    save()
  }

  /** Only what can be sent again after a reload is kept: a picked file is gone by then. */
  function save(): void {
    if (!session.me) return
    keep(
      `outbox.${session.me.id}`,
      [...items.values()].filter((item) => item.content !== null),
    )
  }

  async function attempt(clientId: string): Promise<void> {
    const item = items.get(clientId)
    if (!item) return
    try {
      const content = item.content ?? (await preparing.get(clientId)?.())
      if (content === undefined) return
      update({ ...item, content, state: 'sending', reason: null })
      const message = await api.send(item.conversation, clientId, item.type, content)
      await arrived(message)
    } catch (reason) {
      const text = reason instanceof ApiError ? reason.message : String(reason)
      const current = items.get(clientId)
      if (current) update({ ...current, state: 'failed', reason: text })
    }
  }

  async function arrived(message: Message): Promise<void> {
    await conversations.receive(message)
    if (message.client_id !== null) drop(message.client_id)
  }

  /** One after the other within a conversation: the order of typing is the order of sending. */
  function queue(item: Pending): void {
    const before = lines.get(item.conversation) ?? Promise.resolve()
    lines.set(
      item.conversation,
      before.then(() => attempt(item.clientId)),
    )
  }

  function send<T extends SendType>(
    conversation: string,
    type: T,
    shown: ContentByType[T],
    content: SendByType[T] | Prepare<T>,
  ): void {
    const item: Pending = {
      clientId: newClientId(),
      conversation,
      type,
      shown,
      content: typeof content === 'function' ? null : content,
      at: now.value,
      state: 'sending',
      reason: null,
    }
    if (typeof content === 'function') preparing.set(item.clientId, content)
    update(item)
    queue(item)
  }

  function retry(clientId: string): void {
    const item = items.get(clientId)
    if (item?.state !== 'failed') return
    const again: Pending = { ...item, state: 'sending', reason: null }
    update(again)
    queue(again)
  }

  watch(
    () => session.me?.id,
    (id) => {
      items.clear()
      for (const item of id === undefined ? [] : readKept<Pending[]>(`outbox.${id}`, [])) {
        items.set(item.clientId, { ...item, state: 'failed' })
      }
    },
    { immediate: true },
  )

  return { items, byConversation, send, retry, drop, arrived }
})

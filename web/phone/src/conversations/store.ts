import { defineStore } from 'pinia'
import { computed, reactive, ref } from 'vue'
import { conversations as api } from '../api/conversations'
import type { Conversation, Message, RemoteEvent } from '../api/shapes'
import { useSession } from '../people/session'
import { inOrder, isShown, isSubscription, withMessage } from './order'
import { useDrafts } from './drafts'
import { useTimelines } from './timelines'

/** The chat list and its guarantee: whatever pushes did or did not arrive, a sync makes it right. */
export const useConversations = defineStore('conversations', () => {
  const timelines = useTimelines()
  const drafts = useDrafts()
  const session = useSession()
  const byId = reactive(new Map<string, Conversation>())
  const loaded = ref(false)
  const failure = ref<unknown>(null)
  /** The conversation on the screen: what arrives in it is read. */
  const open = ref<string | null>(null)
  let token = ''
  let running: Promise<RemoteEvent[]> | null = null

  const shown = computed(() =>
    [...byId.values()].filter((one) => isShown(one, drafts.texts)).sort(inOrder(drafts.times)),
  )
  const main = computed(() => shown.value.filter((one) => !isSubscription(one)))
  const subscriptions = computed(() => shown.value.filter(isSubscription))
  const unread = computed(() => shown.value.reduce((sum, one) => sum + (one.muted ? 0 : one.unread), 0))

  function put(conversation: Conversation): void {
    byId.set(conversation.id, conversation)
    if (timelines.byId.has(conversation.id)) void timelines.fill(conversation.id, conversation.last_seq)
  }

  async function syncAll(): Promise<RemoteEvent[]> {
    const events: RemoteEvent[] = []
    for (;;) {
      const answer = await api.sync(token)
      if (answer.resync && token !== '') timelines.clear()
      if (answer.resync) byId.clear()
      answer.conversations.forEach(put)
      events.push(...answer.events)
      token = answer.token
      if (!answer.more) return events
    }
  }

  /** Bring everything up to date; returns the events of other devices and of the server. */
  async function sync(): Promise<RemoteEvent[]> {
    running ??= syncAll().finally(() => (running = null))
    try {
      const events = await running
      failure.value = null
      loaded.value = true
      return events
    } catch (reason) {
      failure.value = reason
      throw reason
    }
  }

  async function refresh(id: string): Promise<Conversation> {
    const conversation = await api.one(id)
    put(conversation)
    return conversation
  }

  /** Load the messages of a conversation, those too that came while its newest page was asked for. */
  async function show(id: string): Promise<Conversation> {
    const conversation = byId.get(id) ?? (await refresh(id))
    if (!timelines.byId.has(id)) await timelines.load(id, conversation.last_seq)
    await timelines.fill(id, byId.get(id)?.last_seq ?? 0)
    return conversation
  }

  async function receive(message: Message): Promise<void> {
    const known = byId.get(message.conversation_id)
    if (known) byId.set(known.id, withMessage(known, message, session.me?.id ?? ''))
    else await refresh(message.conversation_id)
    await timelines.receive(message)
    if (open.value === message.conversation_id && document.visibilityState === 'visible')
      await read(open.value)
  }

  async function read(id: string): Promise<void> {
    const conversation = byId.get(id)
    if (!conversation || conversation.read_seq >= conversation.last_seq) return
    const seq = conversation.last_seq
    byId.set(id, { ...conversation, read_seq: seq, unread: 0 })
    await api.read(id, seq)
  }

  function readElsewhere(id: string, seq: number): void {
    const conversation = byId.get(id)
    if (!conversation || seq <= conversation.read_seq) return
    byId.set(id, {
      ...conversation,
      read_seq: seq,
      unread: seq >= conversation.last_seq ? 0 : conversation.unread,
    })
  }

  async function change(id: string, wish: { muted?: boolean; pinned?: boolean }): Promise<void> {
    put(await api.change(id, wish))
  }

  async function hide(id: string): Promise<void> {
    await api.hide(id)
    cleared(id)
    drafts.set(id, '')
  }

  function cleared(id: string): void {
    const conversation = byId.get(id)
    timelines.forget(id, null)
    if (conversation)
      byId.set(id, { ...conversation, last: null, unread: 0, cleared_seq: conversation.last_seq })
  }

  function reset(): void {
    byId.clear()
    timelines.clear()
    token = ''
    loaded.value = false
  }

  return {
    byId,
    loaded,
    failure,
    open,
    shown,
    main,
    subscriptions,
    unread,
    sync,
    refresh,
    show,
    receive,
    read,
    readElsewhere,
    change,
    hide,
    cleared,
    reset,
  }
})

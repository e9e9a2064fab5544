import { createSocket, type LiveSocket } from '@teahouse/kit'
import { defineStore } from 'pinia'
import { computed, reactive, ref, shallowRef } from 'vue'
import { api, ofBrand } from '../api'
import { useSession } from '../organization/session'
import { announce } from './alerts'
import { gathered } from './gathered'
import { inBox, inOrder } from './order'
import { useThreads } from './threads'
import {
  boxes,
  type Box,
  type Conversation,
  type ConversationPage,
  type SocketEvent,
  type Summary,
} from './types'

interface BoxState {
  next: string | null
  loading: boolean
  loaded: boolean
  error: unknown
}

const fresh = (): BoxState => ({ next: null, loading: false, loaded: false, error: null })

/** The desk's lists: what waits, what is mine, and the socket that keeps them true. */
export const useDesk = defineStore('desk', () => {
  const session = useSession()
  const threads = useThreads()
  const summary = ref<Summary | null>(null)
  const known = reactive(new Map<string, Conversation>())
  const states = reactive<Record<Box, BoxState>>({
    waiting: fresh(),
    mine: fresh(),
    open: fresh(),
    closed: fresh(),
  })
  const box = ref<Box>('waiting')
  const query = ref('')
  /** Ids the server found for the query, in its order; null while nothing is searched. */
  const hits = ref<string[] | null>(null)
  const current = ref<string | null>(null)
  const socket = shallowRef<LiveSocket | null>(null)
  let brandId: string | null = null

  const staffId = computed(() => session.staff?.id ?? '')
  const shown = computed<Conversation[]>(() => {
    if (hits.value !== null)
      return hits.value.flatMap((id) => {
        const conversation = known.get(id)
        return conversation ? [conversation] : []
      })
    const members = [...known.values()].filter((each) => inBox(each, box.value, staffId.value))
    return inOrder(members, box.value)
  })
  const open = computed(() => (current.value === null ? null : (known.get(current.value) ?? null)))

  /** Forget what a box no longer holds, as its first page shows; the open conversation stays. */
  function prune(which: Box, page: Conversation[]): void {
    const there = new Set(page.map((each) => each.id))
    for (const [id, each] of known)
      if (inBox(each, which, staffId.value) && !there.has(id) && id !== current.value) known.delete(id)
  }

  async function fetchBox(which: Box, cursor: string | null = null): Promise<void> {
    const state = states[which]
    const brand = brandId
    const q = query.value.trim()
    state.loading = true
    state.error = null
    try {
      const page: ConversationPage = await api.get(ofBrand('/desk/conversations'), {
        box: which,
        q,
        cursor,
      })
      if (brand !== brandId || q !== query.value.trim()) return
      if (cursor === null && q === '') prune(which, page.items)
      for (const each of page.items) known.set(each.id, each)
      const ids = page.items.map((each) => each.id)
      hits.value = q === '' ? null : cursor === null ? ids : [...(hits.value ?? []), ...ids]
      state.next = page.next
      state.loaded = true
    } catch (reason) {
      state.error = reason
    } finally {
      state.loading = false
    }
  }

  async function fetchSummary(): Promise<void> {
    const brand = brandId
    const answer = await api.get(ofBrand('/desk/summary'))
    if (brand === brandId) summary.value = answer
  }

  async function fetchOne(id: string): Promise<void> {
    const conversation: Conversation = await api.get(ofBrand(`/desk/conversations/${id}`))
    known.set(id, conversation)
  }

  function choose(which: Box): void {
    box.value = which
    hits.value = null
    void fetchBox(which)
  }

  function search(text: string): void {
    query.value = text
    if (text.trim() === '') hits.value = null
    void fetchBox(box.value)
  }

  function receive(event: SocketEvent): void {
    if (event.type === 'conversation') refresh(event.conversation_id)
    else if (event.type === 'summary') recount('')
    else if (event.type === 'message') {
      const isNew = threads.receive(event.conversation_id, event.message)
      if (isNew && event.message.from === 'fan')
        announce(known.get(event.conversation_id)?.follower.nickname ?? '', event.message)
    }
  }

  /** Changes come in bursts; a conversation and the counts are asked for once a burst. */
  const refresh = gathered((ids) => {
    for (const id of ids) fetchOne(id).catch(() => undefined)
  })
  const recount = gathered(() => void fetchSummary().catch(() => undefined))

  /** Pushes are hints: after each connection everything shown is asked for again. */
  function catchUp(): void {
    fetchSummary().catch(() => undefined)
    for (const which of boxes) if (states[which].loaded) void fetchBox(which)
    if (current.value !== null) {
      fetchOne(current.value).catch(() => undefined)
      threads.catchUp(current.value).catch(() => undefined)
    }
  }

  function start(brand: string): void {
    if (brand === brandId) return
    stop()
    brandId = brand
    const opened = createSocket<SocketEvent>({
      path: `/api/socket/${brand}`,
      onMessage: receive,
      onOpen: catchUp,
      onSignedOut: catchUp,
    })
    socket.value = opened
    fetchSummary().catch(() => undefined)
    opened.open()
  }

  function stop(): void {
    socket.value?.close()
    socket.value = null
    brandId = null
    known.clear()
    threads.forget()
    summary.value = null
    current.value = null
    hits.value = null
    query.value = ''
    for (const which of boxes) Object.assign(states[which], fresh())
  }

  /** Live updates do not come in; what is shown may be old. */
  const offline = computed(() => socket.value?.state.value === 'waiting')

  return {
    summary,
    states,
    box,
    query,
    hits,
    current,
    open,
    shown,
    known,
    fetchBox,
    fetchOne,
    choose,
    search,
    start,
    stop,
    offline,
  }
})

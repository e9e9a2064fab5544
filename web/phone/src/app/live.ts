import { createSocket } from '@teahouse/kit'
import { defineStore } from 'pinia'
import { ref, watch } from 'vue'
import { people } from '../api/people'
import type { Push, RemoteEvent } from '../api/shapes'
import { useMenus } from '../accounts/menus'
import { followClock } from '../common/now'
import { useContacts } from '../contacts/store'
import { personConversation } from '../conversations/ids'
import { useOutbox } from '../conversations/outbox'
import { useConversations } from '../conversations/store'
import { useTimelines } from '../conversations/timelines'
import { useTyping } from '../conversations/typing'
import { useSession } from '../people/session'

/** Runs while somebody is signed in: socket, sync after each connection, and what pushes change. */
export const useLive = defineStore('live', () => {
  const session = useSession()
  const conversations = useConversations()
  const timelines = useTimelines()
  const contacts = useContacts()
  const outbox = useOutbox()
  const typing = useTyping()
  const menus = useMenus()
  /** Bumped by changes to a person or account that a page may be showing. */
  const changed = ref(0)

  async function onEvent(event: RemoteEvent): Promise<void> {
    changed.value += 1
    if (event.kind === 'read') conversations.readElsewhere(event.data.conversation_id, event.data.read_seq)
    else if (event.kind === 'deleted') onDeleted(event.data.conversation_id, event.data.seq)
    else if (event.kind === 'conversation_changed') await conversations.refresh(event.data.conversation_id)
    else if (event.kind === 'profile_changed') await session.reload()
    else if (event.kind === 'request_received') await contacts.loadRequests()
    else {
      if (event.kind === 'account_changed') menus.forget(event.data.appid)
      if (event.kind === 'contact_changed') await peerChanged(event.data.person_id)
      await Promise.all([contacts.load(), contacts.loadRequests()])
    }
  }

  /** A conversation carries its peer: name, remark and picture come anew. */
  async function peerChanged(id: string): Promise<void> {
    const chat = personConversation(session.me?.id ?? '', id)
    if (conversations.byId.has(chat)) await conversations.refresh(chat)
  }

  function onDeleted(id: string, seq: number | null): void {
    if (seq === null) conversations.cleared(id)
    else timelines.forget(id, seq)
  }

  async function onMessage(push: Push): Promise<void> {
    if (push.type === 'typing') typing.set(push.conversation_id, push.on)
    else if (push.type === 'event') await onEvent(push.event)
    else {
      typing.set(push.message.conversation_id, false)
      await outbox.arrived(push.message)
    }
  }

  async function sync(): Promise<void> {
    const events = await conversations.sync()
    const latest = new Map(events.map((event) => [event.kind + JSON.stringify(event.data), event]))
    for (const event of latest.values()) await onEvent(event)
  }

  const socket = createSocket<Push>({
    path: '/api/phone/socket',
    onMessage: (push) => void onMessage(push).catch(() => undefined),
    onOpen: () => void sync().catch(() => undefined),
    onSignedOut: () => void sync().catch(() => undefined),
  })

  async function start(): Promise<void> {
    socket.open()
    const first: Promise<unknown>[] = [conversations.sync(), contacts.load(), contacts.loadRequests()]
    if (session.me?.sandbox) first.push(people.panel().then((panel) => followClock(panel.now)))
    await Promise.allSettled(first)
  }

  function stop(): void {
    socket.close()
    conversations.reset()
    contacts.reset()
    menus.reset()
  }

  watch(
    () => session.me?.id,
    (id) => {
      stop()
      if (id !== undefined) void start()
    },
    { immediate: true },
  )

  return { state: socket.state, changed, sync, send: (message: unknown) => socket.send(message) }
})

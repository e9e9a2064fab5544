import { defineStore } from 'pinia'
import { shallowReactive } from 'vue'
import { conversations as api } from '../api/conversations'
import type { Message } from '../api/shapes'
import { arrival, extend, prepend, without, type Timeline } from './timeline'

const PAGE = 50
/** Away for longer than this many messages, the phone starts again from the newest page. */
const FAR = 400

/** The messages of the conversations that were opened, each without holes. */
export const useTimelines = defineStore('timelines', () => {
  const byId = shallowReactive(new Map<string, Timeline>())
  const filling = new Map<string, Promise<void>>()

  async function load(id: string, lastSeq: number): Promise<void> {
    const page = await api.before(id, lastSeq + 1, PAGE)
    byId.set(id, extend({ messages: [], upTo: lastSeq, moreBefore: page.more }, page.items, lastSeq))
  }

  async function older(id: string): Promise<void> {
    const timeline = byId.get(id)
    const first = timeline?.messages[0]
    if (!timeline?.moreBefore || first === undefined) return
    const page = await api.before(id, first.seq, 100)
    const now = byId.get(id)
    if (now) byId.set(id, prepend(now, page.items, page.more))
  }

  async function fillNow(id: string, target: number): Promise<void> {
    for (;;) {
      const timeline = byId.get(id)
      if (!timeline || timeline.upTo >= target) return
      if (target - timeline.upTo > FAR) {
        await load(id, target)
        return
      }
      const page = await api.after(id, timeline.upTo)
      const now = byId.get(id)
      if (!now) return
      byId.set(id, extend(now, page.items, page.more ? 0 : target))
    }
  }

  /** Ask for what is missing up to `target`; one filling at a time in each conversation. */
  function fill(id: string, target: number): Promise<void> {
    const before = filling.get(id) ?? Promise.resolve()
    const run = before.catch(() => undefined).then(() => fillNow(id, target))
    const tracked = run.finally(() => {
      if (filling.get(id) === tracked) filling.delete(id)
    })
    filling.set(id, tracked)
    return tracked
  }

  async function receive(message: Message): Promise<void> {
    const id = message.conversation_id
    const timeline = byId.get(id)
    if (!timeline) return
    if (arrival(timeline, message.seq) === 'gap') await fill(id, message.seq)
    else byId.set(id, extend(timeline, [message], 0))
  }

  function forget(id: string, seq: number | null): void {
    const timeline = byId.get(id)
    if (!timeline) return
    if (seq === null) byId.set(id, { messages: [], upTo: timeline.upTo, moreBefore: false })
    else byId.set(id, without(timeline, seq))
  }

  return { byId, load, older, fill, receive, forget, clear: () => byId.clear() }
})

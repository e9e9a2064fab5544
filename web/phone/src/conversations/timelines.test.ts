import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Message } from '../api/shapes'
import { useTimelines } from './timelines'

const ID = 'p:a:b'

function message(seq: number): Message {
  return {
    conversation_id: ID,
    seq,
    msg_id: String(seq),
    type: 'text',
    from: { kind: 'person', id: 'b' },
    content: { text: String(seq) },
    client_id: null,
    sent_at: seq,
    recalled: false,
  }
}

/** A server that holds messages 1 to `last` and answers like GET messages. */
function serve(last: () => number, asked: string[]): void {
  vi.stubGlobal('fetch', (address: string) => {
    const url = new URL(address, 'http://phone.test')
    asked.push(url.search)
    const limit = Number(url.searchParams.get('limit'))
    const all = Array.from({ length: last() }, (_none, index) => message(index + 1))
    const after = url.searchParams.get('after')
    const before = url.searchParams.get('before')
    const fitting = all.filter((one) => (after === null ? one.seq < Number(before) : one.seq > Number(after)))
    const items = after === null ? fitting.slice(-limit) : fitting.slice(0, limit)
    return Promise.resolve(Response.json({ items, more: items.length < fitting.length }))
  })
}

describe('useTimelines', () => {
  let asked: string[]
  let last = 0
  const seqs = () =>
    useTimelines()
      .byId.get(ID)
      ?.messages.map((one) => one.seq) ?? []

  beforeEach(() => {
    setActivePinia(createPinia())
    asked = []
    last = 120
    serve(() => last, asked)
  })

  it('loads the newest page and older ones on demand', async () => {
    const timelines = useTimelines()
    await timelines.load(ID, 120)
    expect([seqs()[0], seqs().at(-1), timelines.byId.get(ID)?.moreBefore]).toEqual([71, 120, true])
    await timelines.older(ID)
    expect([seqs()[0], seqs().length, timelines.byId.get(ID)?.moreBefore]).toEqual([1, 120, false])
  })

  it('takes the next message without asking', async () => {
    const timelines = useTimelines()
    await timelines.load(ID, 120)
    await timelines.receive(message(121))
    expect([seqs().at(-1), asked.length]).toEqual([121, 1])
  })

  it('fills a gap before it shows what came after it', async () => {
    const timelines = useTimelines()
    await timelines.load(ID, 120)
    last = 330
    await Promise.all([timelines.receive(message(330)), timelines.receive(message(329))])
    expect(seqs()).toEqual(Array.from({ length: 260 }, (_none, index) => index + 71))
  })

  it('starts again from the newest page after a very long absence', async () => {
    const timelines = useTimelines()
    await timelines.load(ID, 120)
    last = 5_000
    await timelines.fill(ID, 5_000)
    expect([seqs()[0], seqs().at(-1), seqs().length]).toEqual([4_951, 5_000, 50])
  })
})

import { describe, expect, it } from 'vitest'
import type { Message } from '../api/shapes'
import { arrival, extend, mergeMessages, prepend, startsGroup, without, type Timeline } from './timeline'

function text(seq: number, words = `m${seq}`): Message {
  return {
    conversation_id: 'p:a:b',
    seq,
    msg_id: String(seq),
    type: 'text',
    from: { kind: 'person', id: 'a' },
    content: { text: words },
    client_id: null,
    sent_at: 1_000 + seq,
    recalled: false,
  }
}

function recall(seq: number, target: number): Message {
  return { ...text(seq), type: 'recall', content: { target_seq: target } }
}

const seqs = (messages: readonly Message[]) => messages.map((message) => message.seq)
const known: Timeline = { messages: [text(3), text(4), text(5)], upTo: 5, moreBefore: true }

describe('mergeMessages', () => {
  it('keeps the order and one message a number', () => {
    expect(seqs(mergeMessages([text(1), text(3)], [text(2), text(3), text(4)]))).toEqual([1, 2, 3, 4])
  })
  it('takes the newer of two', () => {
    const merged = mergeMessages([text(1, 'old')], [text(1, 'new')])
    expect(merged).toEqual([text(1, 'new')])
  })
})

describe('arrival', () => {
  it('tells what follows, what repeats and what shows a gap', () => {
    expect([6, 5, 2, 7].map((seq) => arrival(known, seq))).toEqual(['next', 'known', 'known', 'gap'])
  })
})

describe('extend', () => {
  it('moves on to the last number, even when the server left numbers out', () => {
    const now = extend(known, [text(8)], 9)
    expect([seqs(now.messages), now.upTo]).toEqual([[3, 4, 5, 8], 9])
  })
  it('never goes back', () => {
    expect(extend(known, [text(4)], 4).upTo).toBe(5)
  })
  it('empties a recalled message', () => {
    const now = extend(known, [recall(6, 4)], 0)
    const target = now.messages.find((message) => message.seq === 4)
    expect([target?.recalled, target?.content, now.upTo]).toEqual([true, {}, 6])
  })
})

describe('prepend and without', () => {
  it('puts older ones before, with recalls already known applied to them', () => {
    const later = extend(known, [recall(6, 2)], 0)
    const now = prepend(later, [text(1), text(2)], false)
    expect([seqs(now.messages), now.moreBefore]).toEqual([[1, 2, 3, 4, 5, 6], false])
    expect(now.messages[1]?.recalled).toBe(true)
  })
  it('takes one out and keeps the place', () => {
    const now = without(known, 5)
    expect([seqs(now.messages), now.upTo]).toEqual([[3, 4], 5])
  })
})

describe('startsGroup', () => {
  it('begins with the first message and after more than five minutes', () => {
    const first = text(1)
    const at = (seconds: number) => ({ ...text(2), sent_at: first.sent_at + seconds })
    expect([startsGroup(undefined, first), startsGroup(first, at(300)), startsGroup(first, at(301))]).toEqual(
      [true, false, true],
    )
  })
})

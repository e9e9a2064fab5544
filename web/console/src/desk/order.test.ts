import { describe, expect, it } from 'vitest'
import { boxOf, inBox, inOrder, lastSeq, merged, neighbour, opensStretch } from './order'
import type { Conversation, DeskMessage, Unsent } from './types'

function conversation(id: string, change: Partial<Conversation> = {}): Conversation {
  return {
    id,
    follower: { id: `f${id}`, nickname: id, avatar_url: null, account_id: 'a' },
    account_name: '清河电器',
    state: 'waiting',
    agent: null,
    reason: '',
    last: { text: '在吗', type: 'text', at: 100, from: 'fan' },
    unread: 0,
    waiting_since: null,
    updated_at: 100,
    window_ends_at: 200,
    draft: '',
    ...change,
  }
}

function message(seq: number | null, change: Partial<Omit<Unsent, 'seq'>> = {}): DeskMessage {
  const message: Omit<Unsent, 'seq'> = {
    from: 'fan',
    agent_name: null,
    type: 'text',
    content: { text: '在吗' },
    at: seq ?? 1000,
    state: 'sent',
    error: null,
    client_id: null,
    ...change,
  }
  return seq === null ? { ...message, seq } : { ...message, seq }
}

const ids = (list: Conversation[]): string[] => list.map((each) => each.id)
const mine = { state: 'open', agent: { id: 'me', name: '王芳' } } as const

describe('inBox', () => {
  it('puts what I answer under mine and under open', () => {
    const one = conversation('1', mine)
    expect(inBox(one, 'mine', 'me')).toBe(true)
    expect(inBox(one, 'open', 'me')).toBe(true)
    expect(inBox(one, 'mine', 'other')).toBe(false)
    expect(inBox(one, 'waiting', 'me')).toBe(false)
    expect(inBox(one, 'closed', 'me')).toBe(false)
  })
})

describe('boxOf', () => {
  it('stays where one is when the conversation lies there', () => {
    expect(boxOf(conversation('1', mine), 'open', 'me')).toBe('open')
  })

  it('goes to the nearest box otherwise', () => {
    expect(boxOf(conversation('1', mine), 'waiting', 'me')).toBe('mine')
    expect(boxOf(conversation('1', { state: 'closed' }), 'waiting', 'me')).toBe('closed')
  })
})

describe('inOrder', () => {
  it('puts the longest wait first and those who wait for nothing last', () => {
    const list = [
      conversation('answered', { updated_at: 900 }),
      conversation('late', { waiting_since: 10, updated_at: 10 }),
      conversation('new', { waiting_since: 500, updated_at: 500 }),
    ]
    expect(ids(inOrder(list, 'waiting'))).toEqual(['late', 'new', 'answered'])
  })

  it('orders the closed by their end only', () => {
    const list = [
      conversation('a', { waiting_since: 1, updated_at: 1 }),
      conversation('b', { updated_at: 2 }),
    ]
    expect(ids(inOrder(list, 'closed'))).toEqual(['b', 'a'])
  })

  it('leaves the list it was given alone', () => {
    const list = [conversation('a', { updated_at: 1 }), conversation('b', { updated_at: 2 })]
    inOrder(list, 'open')
    expect(ids(list)).toEqual(['a', 'b'])
  })
})

describe('neighbour', () => {
  it('steps and stops at the ends', () => {
    expect(neighbour(['a', 'b', 'c'], 'a', 1)).toBe('b')
    expect(neighbour(['a', 'b', 'c'], 'c', 1)).toBe('c')
    expect(neighbour(['a', 'b', 'c'], 'a', -1)).toBe('a')
  })

  it('begins at an end when nothing is open', () => {
    expect(neighbour(['a', 'b'], null, 1)).toBe('a')
    expect(neighbour(['a', 'b'], 'gone', -1)).toBe('b')
    expect(neighbour([], null, 1)).toBeNull()
  })
})

describe('merged', () => {
  it('gives a sent message its number without showing it twice', () => {
    const local = message(null, { client_id: 'x', state: 'sending' })
    const stored = message(7, { client_id: 'x' })
    expect(merged([message(6), local], [stored])).toEqual([message(6), stored])
  })

  it('keeps order by number, with unnumbered ones last', () => {
    const local = message(null, { client_id: 'x' })
    const result = merged([local, message(3)], [message(2), message(4)])
    expect(result.map((each) => each.seq)).toEqual([2, 3, 4, null])
  })

  it('does not take two fans without client ids for one message', () => {
    expect(merged([message(1)], [message(2)])).toHaveLength(2)
  })
})

it('finds the highest number', () => {
  expect(lastSeq([message(3), message(null), message(5)])).toBe(5)
  expect(lastSeq([])).toBe(0)
})

it('writes the time above the first message and after a pause', () => {
  expect(opensStretch(message(1), undefined)).toBe(true)
  expect(opensStretch(message(2, { at: 400 }), message(1, { at: 100 }))).toBe(false)
  expect(opensStretch(message(2, { at: 401 }), message(1, { at: 100 }))).toBe(true)
})

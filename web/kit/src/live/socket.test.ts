import { describe, expect, it } from 'vitest'
import { backoff, createSocket } from './socket'

describe('backoff', () => {
  it('doubles up to the longest wait, with jitter between half and whole', () => {
    expect([0, 1, 2, 10].map((attempt) => backoff(attempt, 500, 20_000, () => 1))).toEqual([
      500, 1000, 2000, 20_000,
    ])
    expect(backoff(2, 500, 20_000, () => 0)).toBe(1000)
  })
})

describe('createSocket', () => {
  it('says when the login has ended, and nothing when only the line broke', () => {
    const made: WebSocket[] = []
    let told = 0
    const socket = createSocket({
      path: '/socket',
      onMessage: () => undefined,
      onSignedOut: () => (told += 1),
      connect: () => {
        made.push({ close: () => undefined } as WebSocket)
        return made.at(-1) as WebSocket
      },
    })
    for (const [code, expected] of [
      [1006, 0],
      [4401, 1],
    ] as const) {
      socket.open()
      made.at(-1)?.onclose?.({ code } as CloseEvent)
      expect(told).toBe(expected)
      socket.close()
    }
  })
})

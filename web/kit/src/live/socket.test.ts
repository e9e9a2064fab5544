import { describe, expect, it } from 'vitest'
import { backoff } from './socket'

describe('backoff', () => {
  it('doubles up to the longest wait, with jitter between half and whole', () => {
    expect([0, 1, 2, 10].map((attempt) => backoff(attempt, 500, 20_000, () => 1))).toEqual([
      500, 1000, 2000, 20_000,
    ])
    expect(backoff(2, 500, 20_000, () => 0)).toBe(1000)
  })
})

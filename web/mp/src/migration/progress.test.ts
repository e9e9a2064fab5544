import { expect, test } from 'vitest'
import { progressOf } from './progress'

test('a move is whole only when it is done', () => {
  expect(progressOf({ state: 'moving', seen: 0, total: 0 })).toBe(0)
  expect(progressOf({ state: 'moving', seen: 333, total: 1000 })).toBe(33)
  expect(progressOf({ state: 'moving', seen: 1000, total: 1000 })).toBe(99)
  expect(progressOf({ state: 'done', seen: 0, total: 0 })).toBe(100)
})

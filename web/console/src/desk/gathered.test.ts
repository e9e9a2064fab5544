import { expect, it, vi } from 'vitest'
import { gathered } from './gathered'

it('hands a burst over once, and the next one again', () => {
  vi.useFakeTimers()
  const work = vi.fn()
  const tell = gathered(work, 100)
  tell('a')
  tell('b')
  tell('a')
  expect(work).not.toHaveBeenCalled()
  vi.advanceTimersByTime(100)
  tell('c')
  vi.advanceTimersByTime(100)
  expect(work.mock.calls).toEqual([[['a', 'b']], [['c']]])
  vi.useRealTimers()
})

import { expect, it } from 'vitest'
import { clockOf, daysOf, urgency, windowLeft } from './waiting'

it('writes a wait as a clock', () => {
  expect(clockOf(7)).toBe('0:07')
  expect(clockOf(760)).toBe('12:40')
  expect(clockOf(11_100)).toBe('3:05:00')
  expect(clockOf(-3)).toBe('0:00')
})

it('counts whole days', () => {
  expect([-3, 86_399, 86_400, 1_660_000].map(daysOf)).toEqual([0, 0, 1, 19])
})

it('turns urgent with time', () => {
  expect([59, 60, 299, 300].map(urgency)).toEqual(['calm', 'soon', 'soon', 'late'])
})

it('counts the 48 hours down', () => {
  const now = 1000
  expect(windowLeft(now + 48 * 3600, now)).toEqual({ open: true, closing: false, hours: 48, minutes: 0 })
  expect(windowLeft(now + 3600 + 61, now)).toEqual({ open: true, closing: true, hours: 1, minutes: 1 })
  expect(windowLeft(now, now).open).toBe(false)
  expect(windowLeft(null, now).open).toBe(false)
})

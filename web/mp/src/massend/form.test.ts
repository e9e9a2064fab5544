import { describe, expect, it } from 'vitest'
import { isReady, localTime, progressOf, secondsOf } from './form'

describe('isReady', () => {
  it('wants a text, or something chosen', () => {
    expect(isReady({ kind: 'text', text: ' ', media_id: 'x' })).toBe(false)
    expect(isReady({ kind: 'text', text: '茶', media_id: '' })).toBe(true)
    expect(isReady({ kind: 'news', text: '茶', media_id: '' })).toBe(false)
    expect(isReady({ kind: 'voice', text: '', media_id: 'x' })).toBe(true)
  })
})

describe('progressOf', () => {
  it('is whole only at the end', () => {
    expect(progressOf({ state: 'sending', visited: 0, total: 0 })).toBe(0)
    expect(progressOf({ state: 'sending', visited: 1, total: 3 })).toBe(33)
    expect(progressOf({ state: 'sending', visited: 9, total: 9 })).toBe(99)
    expect(progressOf({ state: 'done', visited: 8, total: 9 })).toBe(100)
  })
})

describe('times', () => {
  it('go there and back', () => {
    const moment = new Date(2026, 10, 22, 8, 5)
    expect(localTime(moment)).toBe('2026-11-22T08:05')
    expect(secondsOf(localTime(moment))).toBe(moment.getTime() / 1000)
    expect(secondsOf('')).toBe(null)
  })
})

import { describe, expect, it } from 'vitest'
import { aesKeyFits, newAesKey, newToken, tokenFits } from './keys'

describe('keys', () => {
  it('have the length and letters the platform asks for', () => {
    expect(newAesKey()).toMatch(/^[0-9A-Za-z]{43}$/)
    expect(newToken()).toMatch(/^[0-9A-Za-z]{24}$/)
    expect(newAesKey()).not.toBe(newAesKey())
  })
  it('skip bytes that would make some letters likelier', () => {
    let next = 0
    const bytes = [255, 248, 247, 0, 61, 62]
    const key = newToken((into) => {
      for (let at = 0; at < into.length; at += 1) into[at] = bytes[next++ % bytes.length] ?? 0
    })
    expect(key.slice(0, 4)).toBe('9A9A')
  })
  it('are judged before they are sent', () => {
    expect([
      tokenFits('ab'),
      tokenFits('abc'),
      tokenFits('with_underscore'),
      tokenFits('a'.repeat(33)),
    ]).toEqual([false, true, false, false])
    expect([aesKeyFits('a'.repeat(43)), aesKeyFits('a'.repeat(42))]).toEqual([true, false])
  })
})

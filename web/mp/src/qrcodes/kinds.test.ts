import { describe, expect, it } from 'vitest'
import { actionOf, isNumeric, isTemporary, sceneFits } from './kinds'

describe('kinds of code', () => {
  it('are four, by life and by scene', () => {
    const kinds = [actionOf(true, true), actionOf(true, false), actionOf(false, true), actionOf(false, false)]
    expect(kinds).toEqual(['QR_SCENE', 'QR_STR_SCENE', 'QR_LIMIT_SCENE', 'QR_LIMIT_STR_SCENE'])
    expect(kinds.map(isTemporary)).toEqual([true, true, false, false])
    expect(kinds.map(isNumeric)).toEqual([true, false, true, false])
  })
  it('bound their scene', () => {
    expect([
      sceneFits('QR_SCENE', '0'),
      sceneFits('QR_SCENE', '4294967295'),
      sceneFits('QR_SCENE', '4294967296'),
    ]).toEqual([false, true, false])
    expect([sceneFits('QR_LIMIT_SCENE', '100000'), sceneFits('QR_LIMIT_SCENE', '100001')]).toEqual([
      true,
      false,
    ])
    expect([sceneFits('QR_LIMIT_SCENE', '1.5'), sceneFits('QR_LIMIT_SCENE', 'x')]).toEqual([false, false])
    expect([sceneFits('QR_STR_SCENE', ''), sceneFits('QR_STR_SCENE', 's'.repeat(64))]).toEqual([false, true])
    expect(sceneFits('QR_LIMIT_STR_SCENE', 's'.repeat(65))).toBe(false)
  })
})

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Drafts } from './drafts'

describe('Drafts', () => {
  const pushed: [string, string][] = []
  let drafts: Drafts

  beforeEach(() => {
    vi.useFakeTimers()
    localStorage.clear()
    pushed.length = 0
    drafts = new Drafts('me', localStorage, (id, text) => pushed.push([id, text]))
  })
  afterEach(() => vi.useRealTimers())

  it('keeps a draft through a reload', () => {
    drafts.write('c1', '您好')
    const again = new Drafts('me', localStorage, () => undefined)
    expect(again.read('c1')).toBe('您好')
    expect(again.read('c2')).toBe('')
  })

  it('keeps the drafts of two people at one computer apart', () => {
    drafts.write('c1', '您好')
    expect(new Drafts('other', localStorage, () => undefined).read('c1')).toBe('')
  })

  it('prefers what was typed here to what the server kept', () => {
    expect(drafts.read('c1', '在别处写的')).toBe('在别处写的')
    drafts.write('c1', '在这里写的')
    expect(drafts.read('c1', '在别处写的')).toBe('在这里写的')
  })

  it('tells the server once, after a pause', () => {
    drafts.write('c1', '您')
    drafts.write('c1', '您好')
    expect(pushed).toEqual([])
    vi.advanceTimersByTime(800)
    expect(pushed).toEqual([['c1', '您好']])
  })

  it('forgets a sent draft at once, here and there', () => {
    drafts.write('c1', '您好')
    drafts.clear('c1')
    vi.advanceTimersByTime(5000)
    expect(drafts.read('c1')).toBe('')
    expect(pushed).toEqual([['c1', '']])
  })
})

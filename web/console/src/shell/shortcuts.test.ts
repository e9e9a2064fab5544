import { describe, expect, it, vi } from 'vitest'
import { chord, dispatch, keyCaps } from './shortcuts'

function press(key: string, target: Element = document.body, init: KeyboardEventInit = {}): KeyboardEvent {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init })
  Object.defineProperty(event, 'target', { value: target })
  return event
}

describe('dispatch', () => {
  it('runs the binding and takes the key', () => {
    const run = vi.fn()
    const event = press('j')
    expect(dispatch(event, { j: run })).toBe(true)
    expect(run).toHaveBeenCalledOnce()
    expect(event.defaultPrevented).toBe(true)
  })

  it('leaves letters to those who write', () => {
    const run = vi.fn()
    expect(dispatch(press('j', document.createElement('textarea')), { j: run })).toBe(false)
    expect(run).not.toHaveBeenCalled()
  })

  it('lets chords through while somebody writes', () => {
    const run = vi.fn()
    const field = document.createElement('input')
    expect(dispatch(press('k', field, { ctrlKey: true }), { 'mod+k': run })).toBe(true)
    expect(run).toHaveBeenCalledOnce()
  })

  it('leaves the keys of an unfinished syllable alone', () => {
    const run = vi.fn()
    expect(dispatch(press('Enter', document.body, { isComposing: true }), { enter: run })).toBe(false)
    expect(run).not.toHaveBeenCalled()
  })

  it('does not take ⌘J for J', () => {
    expect(chord(press('j', document.body, { metaKey: true }))).toBe('mod+j')
  })
})

it('names keys as they are on the keyboard', () => {
  expect(keyCaps('mod+enter', true)).toEqual(['⌘', '↵'])
  expect(keyCaps('mod+k', false)).toEqual(['Ctrl', 'K'])
})

import { afterEach, expect, it, vi } from 'vitest'
import { copyText } from './clipboard'
import { freshId } from './ids'

afterEach(() => {
  vi.unstubAllGlobals()
  document.body.innerHTML = ''
})

/** A browser on plain HTTP has no clipboard, only a command for what is selected. */
function plainHttp(allowed: boolean) {
  vi.stubGlobal('navigator', {})
  const copied: { text: string; within: Element | null }[] = []
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  document.execCommand = () => {
    const area = document.querySelector('textarea')
    copied.push({ text: area?.value ?? '', within: area?.parentElement ?? null })
    return allowed
  }
  return copied
}

it('copies without a clipboard, inside the dialog that holds the focus', async () => {
  const copied = plainHttp(true)
  document.body.innerHTML = '<div role="dialog"><button>Copy</button></div>'
  const button = document.querySelector('button')
  button?.focus()
  expect(await copyText('secret')).toBe(true)
  expect(copied).toEqual([{ text: 'secret', within: document.querySelector('[role=dialog]') }])
  expect(document.activeElement).toBe(button)
  expect(document.querySelector('textarea')).toBeNull()
})

it('tells when the browser does not allow it', async () => {
  plainHttp(false)
  expect(await copyText('secret')).toBe(false)
})

it('makes ids without a secure context', () => {
  vi.stubGlobal('crypto', { getRandomValues: crypto.getRandomValues.bind(crypto) })
  expect(freshId()).toMatch(/^[\da-f]{24}$/u)
  expect(freshId()).not.toBe(freshId())
})

import { beforeEach, expect, it, vi } from 'vitest'
import { createTabs } from './tabs'

const key = 'teahouse.phone.signedIn'

/** What this tab hears when another one has written. */
function elsewhere(newValue: string | null, of = key): void {
  window.dispatchEvent(new StorageEvent('storage', { key: of, newValue }))
}

beforeEach(() => localStorage.clear())

it('tells the other tabs who signed in, and nothing new when asked again', () => {
  const tell = createTabs('phone', vi.fn())
  tell('lin', 'abcdefghij')
  expect(localStorage.getItem(key)).toBe('lin abcdefgh')
})

it('hears of a sign-in in another tab, be it of the same person', () => {
  const heard = vi.fn()
  const tell = createTabs('phone', heard)
  elsewhere('zhou 12345678')
  expect(heard, 'nobody is signed in here').not.toHaveBeenCalled()
  tell('lin', 'abcdefghij')
  elsewhere('lin abcdefgh')
  elsewhere('zhou 12345678', 'teahouse.mp.signedIn')
  elsewhere(null)
  expect(heard).not.toHaveBeenCalled()
  elsewhere('lin 87654321')
  elsewhere('zhou 12345678')
  expect(heard.mock.calls).toEqual([['lin'], ['zhou']])
})

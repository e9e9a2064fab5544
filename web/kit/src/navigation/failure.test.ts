import { expect, it, vi } from 'vitest'
import { watchFailures } from './failure'

type Told = (reason: unknown) => void
type Done = (to: unknown, from: unknown, failure?: unknown) => void

function opened() {
  const listeners: { told?: Told; done?: Done } = {}
  const currentRoute = { value: { matched: [] as unknown[] } }
  const tell = vi.fn()
  const failure = watchFailures(
    {
      currentRoute,
      onError: (told) => (listeners.told = told),
      afterEach: (done) => (listeners.done = done),
    },
    tell,
  )
  const fail = (reason: unknown) => listeners.told?.(reason)
  const arrive = (refused?: unknown) => listeners.done?.({}, {}, refused)
  return { currentRoute, tell, failure, fail, arrive }
}

it('keeps the reason while no page is shown, until one is', () => {
  const { tell, failure, fail, arrive } = opened()
  fail('no network')
  expect(failure.value).toBe('no network')
  expect(tell).not.toHaveBeenCalled()
  arrive('cancelled')
  expect(failure.value).toBe('no network')
  arrive()
  expect(failure.value).toBeNull()
})

it('leaves a page that is shown, and tells', () => {
  const { currentRoute, tell, failure, fail } = opened()
  currentRoute.value.matched = ['editor']
  fail('no network')
  expect(failure.value).toBeNull()
  expect(tell).toHaveBeenCalledExactlyOnceWith('no network')
})

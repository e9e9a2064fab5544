import { shallowRef, type ShallowRef } from 'vue'

/** What is needed of a router. */
export interface Navigating {
  currentRoute: { value: { matched: readonly unknown[] } }
  onError(told: (reason: unknown) => void): unknown
  afterEach(done: (to: unknown, from: unknown, failure?: unknown) => void): unknown
}

/**
 * A page that cannot be opened, because its code or the sign-in is not to be had. While no page is shown, the
 * answer is the reason, for a page that offers to try again. Once there is one it stays, with what was typed in
 * it, and `tell` says the reason.
 */
export function watchFailures(
  router: Navigating,
  tell: (reason: unknown) => void,
): Readonly<ShallowRef<unknown>> {
  const failure = shallowRef<unknown>(null)
  router.onError((reason) => {
    if (router.currentRoute.value.matched.length > 0) tell(reason)
    else failure.value = reason
  })
  router.afterEach((_to, _from, refused) => {
    if (refused === undefined) failure.value = null
  })
  return failure
}

import { ApiError, createDocumentedClient, type SuitePaths } from '@teahouse/kit'
import { language, say } from './language'

/** What the present sign-in lends to every call; the session store writes it. */
export const access: { csrf: string | null; brand: string | null; onSignedOut: () => void } = {
  csrf: null,
  brand: null,
  onSignedOut: () => undefined,
}

export const api = createDocumentedClient<SuitePaths, '/api'>({
  base: '/api',
  csrf: () => access.csrf,
  language: () => language.current(),
  onSignedOut: () => access.onSignedOut(),
  unreachable: () => say('common.unreachable'),
})

/** A path of the brand that is open. */
export function ofBrand<P extends string>(path: P) {
  return `/brands/${access.brand ?? ''}${path}` as const
}

/** The sentence to show for anything that was thrown. */
export function sentenceOf(reason: unknown): string {
  return reason instanceof ApiError ? reason.message : say('common.broken')
}

/** The same for a page that could not be opened: what is no refusal of the server is code that did not come. */
export function notOpened(reason: unknown): string {
  return reason instanceof ApiError ? reason.message : say('common.not_opened')
}

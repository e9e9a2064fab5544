import { ApiError, createDocumentedClient, type NetworkPaths } from '@teahouse/kit'
import { ref } from 'vue'
import { language } from './language'

/** The CSRF token of the present sign-in; null when nobody is signed in. */
export const csrf = ref<string | null>(null)

/** Counts lost sign-ins, so that the shell can lead to the sign-in page. */
export const signedOut = ref(0)

export const client = createDocumentedClient<NetworkPaths, '/api/mp'>({
  base: '/api/mp',
  csrf: () => csrf.value,
  language: () => language.current(),
  unreachable: () => language.plugin.global.t('common.unreachable'),
  onSignedOut: () => {
    csrf.value = null
    signedOut.value += 1
  },
})

/** What to tell the reader about a failed call. */
export function messageOf(error: unknown): string {
  return error instanceof ApiError ? error.message : language.plugin.global.t('common.broken')
}

/** The same for a page that could not be opened: what is no refusal of the server is code that did not come. */
export function notOpened(error: unknown): string {
  return error instanceof ApiError ? error.message : language.plugin.global.t('common.notOpened')
}

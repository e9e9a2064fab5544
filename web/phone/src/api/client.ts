import { createDocumentedClient, type NetworkPaths } from '@teahouse/kit'
import { language, say } from '../app/language'

/** What the client needs to know of the present sign-in; the session store keeps it up to date. */
export const signIn = { csrf: null as string | null, lost: () => {} }

const shared = {
  csrf: () => signIn.csrf,
  language: language.current,
  unreachable: () => say('common.unreachable'),
}

export const phone = createDocumentedClient<NetworkPaths, '/api/phone'>({
  ...shared,
  base: '/api/phone',
  onSignedOut: () => signIn.lost(),
})
export const open = createDocumentedClient<NetworkPaths, '/api'>({ ...shared, base: '/api' })

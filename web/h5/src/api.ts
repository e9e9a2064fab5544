import { createDocumentedClient, type SuitePaths } from '@teahouse/kit'
import { language } from './language'

/** The public part of the suite's API: no sign-in, nothing but reading. */
export const api = createDocumentedClient<SuitePaths, '/api/h5'>({
  base: '/api/h5',
  csrf: () => null,
  language: () => language.current(),
  unreachable: () => language.plugin.global.t('page.unreachable'),
})

import { createClient } from '@teahouse/kit'
import { language } from './language'

/** The public part of the suite's API: no sign-in, nothing but reading. */
export const api = createClient({
  base: '/api/h5',
  csrf: () => null,
  language: () => language.current(),
  unreachable: () => language.plugin.global.t('page.unreachable'),
})

import { createDocumentedClient, type NetworkPaths } from '@teahouse/kit'
import { language } from '../language'

export interface SignIn {
  name: string
  role?: string
  email: string
  password: string
}

/** What `teahouse demo` made, as it wrote it down; the document calls it any object. */
export type Town = {
  network: string
  suite: string
  account: { appid: string; secret: string; name: string; original_id: string; wechat_id: string }
  codes: { scene: string; url: string; image_url: string }[]
  phone: { name: string; person_id: string; sign_in_url: string }[]
  mp: SignIn
  console: SignIn[]
  /** A word that the brand's rules know. */
  word: string
}

const sandbox = createDocumentedClient<NetworkPaths, '/api/sandbox'>({
  base: '/api/sandbox',
  csrf: () => null,
  language: () => language.current(),
  unreachable: () => language.plugin.global.t('common.unreachable'),
})

export const startApi = { town: (): Promise<Town> => sandbox.get('/start') }

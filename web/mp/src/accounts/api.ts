import type { Seconds } from '@teahouse/kit'
import { client } from '../client'

export type AccountType = 'service' | 'subscription'
export type PushMode = 'plain' | 'compatible' | 'safe'

export interface Operator {
  id: string
  email: string
  name: string
}

export interface AccountBrief {
  appid: string
  name: string
  avatar_url: string
  type: AccountType
  verified: boolean
  original_id: string
  wechat_id: string
}

export interface ServerSettings {
  url: string
  mode: PushMode
  enabled: boolean
  token: string
  has_aes_key: boolean
}

export interface AccountSettings extends AccountBrief {
  introduction: string
  secret_hint: string
  token_hint: string
  aes_key_hint: string
  server: ServerSettings
  qr_url: string
  api_base: string
  push_ips: string[]
  created_at: Seconds
}

export interface Me {
  operator: Operator
  accounts: AccountBrief[]
  csrf: string
  sandbox: boolean
}

export interface NewAccount {
  name: string
  type: AccountType
  verified: boolean
}

export const accountsApi = {
  me: () => client.get<Me>('/me'),
  register: (form: { email: string; password: string; name: string }) =>
    client.post<{ csrf: string }>('/register', form),
  signIn: (form: { email: string; password: string }) => client.post<{ csrf: string }>('/sign-in', form),
  signInByLink: (token: string) => client.post<Me>('/sign-in/sandbox', { token }),
  signOut: () => client.post<undefined>('/sign-out'),
  create: (form: NewAccount) => client.post<AccountSettings & { secret?: string }>('/accounts', form),
  get: (appid: string) => client.get<AccountSettings>(`/accounts/${appid}`),
  update: (appid: string, changes: { name?: string; introduction?: string }) =>
    client.patch<AccountSettings>(`/accounts/${appid}`, changes),
  resetSecret: (appid: string) => client.post<{ secret: string }>(`/accounts/${appid}/secret`),
  setAvatar: (appid: string, file: File) => {
    const form = new FormData()
    form.append('file', file)
    return client.upload<AccountSettings>('PUT', `/accounts/${appid}/avatar`, form)
  },
}

import type { NetworkSchemas } from '@teahouse/kit'
import { client } from '../client'

export type Operator = NetworkSchemas['OperatorOut']
export type AccountBrief = NetworkSchemas['AccountBrief']
export type ServerSettings = NetworkSchemas['ServerSettings']
export type PushMode = ServerSettings['mode']
export type AccountSettings = NetworkSchemas['AccountSettings']
export type Me = NetworkSchemas['MpMe']
export type NewAccount = NetworkSchemas['accounts_schemas_NewAccount']

export const accountsApi = {
  me: () => client.get('/me'),
  register: (form: NetworkSchemas['Registration']) => client.post('/register', form),
  signIn: (form: NetworkSchemas['SignIn']) => client.post('/sign-in', form),
  signInByLink: (token: string) => client.post('/sign-in/sandbox', { token }),
  signOut: () => client.post('/sign-out'),
  create: (form: NewAccount) => client.post('/accounts', form),
  get: (appid: string) => client.get(`/accounts/${appid}`),
  update: (appid: string, changes: NetworkSchemas['platform_accounts_schemas_ProfileChange']) =>
    client.patch(`/accounts/${appid}`, changes),
  resetSecret: (appid: string) => client.post(`/accounts/${appid}/secret`),
  setAvatar: (appid: string, file: File) => {
    const form = new FormData()
    form.append('file', file)
    return client.upload('PUT', `/accounts/${appid}/avatar`, form)
  },
}

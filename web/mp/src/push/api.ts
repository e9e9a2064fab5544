import type { NetworkSchemas } from '@teahouse/kit'
import { client } from '../client'

export type Headers = NetworkSchemas['WireRequest']['headers']
export type Verdict = NetworkSchemas['Verdict']
/** Without `aes_key` the key that is set stays. */
export type ServerRequest = NetworkSchemas['ServerForm']

export const pushApi = {
  save: (appid: string, form: ServerRequest) => client.put(`/accounts/${appid}/server`, form),
  check: (appid: string, form: ServerRequest) => client.post(`/accounts/${appid}/server/check`, form),
  disable: (appid: string) => client.delete(`/accounts/${appid}/server`),
}

export function headerLines(headers: Headers): [string, string][] {
  return Object.entries(headers)
}

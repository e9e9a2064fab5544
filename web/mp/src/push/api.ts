import type { PushMode } from '../accounts/api'
import { client } from '../client'

export type Headers = Record<string, string> | [string, string][]

export interface WireRequest {
  method: string
  url: string
  headers: Headers
  body: string
}

export interface WireResponse {
  status: number
  headers: Headers
  body: string
  ms: number
}

export interface Verdict {
  ok: boolean
  /** A stable code; message and advice say it in words. */
  reason: string
  message: string
  advice: string
  request: WireRequest
  response: WireResponse | null
}

export interface ServerRequest {
  url: string
  token: string
  /** Left out, the key that is set stays. */
  aes_key?: string
  mode: PushMode
}

export const pushApi = {
  save: (appid: string, form: ServerRequest) => client.put<Verdict>(`/accounts/${appid}/server`, form),
  check: (appid: string, form: ServerRequest) =>
    client.post<Verdict>(`/accounts/${appid}/server/check`, form),
  disable: (appid: string) => client.delete(`/accounts/${appid}/server`),
}

export function headerLines(headers: Headers): [string, string][] {
  return Array.isArray(headers) ? headers : Object.entries(headers)
}

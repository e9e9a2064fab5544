import type { Page, Seconds } from '@teahouse/kit'
import { client } from '../client'
import type { Headers } from '../push/api'

export type PushState = 'pending' | 'ok' | 'failed'

export interface Attempt {
  n: number
  at: Seconds
  ms: number
  url: string
  request_headers: Headers
  request_body: string
  /** What was encrypted, or the body itself in plain mode. */
  plain_body: string
  status: number | null
  response_headers: Headers
  response_body: string
  plain_response: string | null
  /** A stable code, and the same in words. */
  verdict: string
  reason: string
}

export interface Push {
  id: string
  msg_id: string | null
  openid: string
  nickname: string
  kind: string
  summary: string
  state: PushState
  reason: string
  created_at: Seconds
  finished_at: Seconds | null
  ms: number
  replay_of: string | null
  attempts: Attempt[]
  reply_summary: string
}

export interface Call {
  rid: string
  at: Seconds
  method: string
  path: string
  query: string
  request_body: string
  status: number
  errcode: number
  response_body: string
  ms: number
  client_ip: string
}

export interface Faults {
  timeout: boolean
  status: number | null
  double_push: boolean
  expire_token: boolean
  drop: boolean
  until: Seconds | null
}

export type LiveMessage = { type: 'push'; push: Push } | { type: 'call'; call: Call }

export const sandboxApi = {
  pushes: (appid: string, query: { cursor: string | null; q: string; state: string }) =>
    client.get<Page<Push>>(`/accounts/${appid}/pushes`, query),
  push: (appid: string, id: string) => client.get<Push>(`/accounts/${appid}/pushes/${id}`),
  replay: (appid: string, id: string) => client.post<Push>(`/accounts/${appid}/pushes/${id}/replay`),
  calls: (appid: string, query: { cursor: string | null; q: string; errors_only: boolean }) =>
    client.get<Page<Call>>(`/accounts/${appid}/calls`, { ...query, errors_only: query.errors_only || null }),
  call: (appid: string, rid: string) => client.get<Call>(`/accounts/${appid}/calls/${rid}`),
  faults: (appid: string) => client.get<Faults>(`/accounts/${appid}/faults`),
  setFaults: (appid: string, faults: Faults) => client.put<Faults>(`/accounts/${appid}/faults`, faults),
}

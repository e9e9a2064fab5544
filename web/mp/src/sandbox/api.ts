import type { NetworkSchemas } from '@teahouse/kit'
import { client } from '../client'

export type Attempt = NetworkSchemas['AttemptOut']
export type Call = NetworkSchemas['CallOut']
/** The states a push goes through; the document calls them any string. */
export type PushState = 'pending' | 'ok' | 'failed'
export type Push = NetworkSchemas['PushOut'] & { state: PushState }
export type PushPage = Omit<NetworkSchemas['PushPage'], 'items'> & { items: Push[] }
/** An order may leave faults out, an answer names them all. */
export type Faults = Required<NetworkSchemas['MpFaults']>

/** What the socket tells; no OpenAPI document has it. */
export type LiveMessage = { type: 'push'; push: Push } | { type: 'call'; call: Call }

export interface PushQuery {
  cursor: string | null
  q: string
  state: 'all' | 'ok' | 'failed'
}

export const sandboxApi = {
  pushes: (appid: string, query: PushQuery): Promise<PushPage> =>
    client.get(`/accounts/${appid}/pushes`, query),
  push: (appid: string, id: string): Promise<Push> => client.get(`/accounts/${appid}/pushes/${id}`),
  replay: (appid: string, id: string): Promise<Push> => client.post(`/accounts/${appid}/pushes/${id}/replay`),
  calls: (appid: string, query: { cursor: string | null; q: string; errors_only: boolean }) =>
    client.get(`/accounts/${appid}/calls`, { ...query, errors_only: query.errors_only || null }),
  call: (appid: string, rid: string) => client.get(`/accounts/${appid}/calls/${rid}`),
  faults: (appid: string): Promise<Faults> => client.get(`/accounts/${appid}/faults`),
  setFaults: (appid: string, faults: Faults): Promise<Faults> =>
    client.put(`/accounts/${appid}/faults`, faults),
}

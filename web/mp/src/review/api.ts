import type { NetworkSchemas } from '@teahouse/kit'
import { client } from '../client'

export type CaseBrief = NetworkSchemas['CaseBrief']
export type Case = NetworkSchemas['CaseOut']
export type Cases = NetworkSchemas['Cases']
export type Box = 'waiting' | 'decided'

export const reviewApi = {
  list: (box: Box, cursor: string | null): Promise<Cases> => client.get('/review/cases', { box, cursor }),
  get: (id: string): Promise<Case> => client.get(`/review/cases/${id}`),
  pass: (id: string): Promise<Case> => client.post(`/review/cases/${id}/pass`),
  close: (appid: string, reason: string) => client.post(`/review/accounts/${appid}/close`, { reason }),
  refuse: (id: string, reason: string): Promise<Case> =>
    client.post(`/review/cases/${id}/refuse`, { reason }),
}

import type { NetworkSchemas } from '@teahouse/kit'
import { client } from '../client'

export type NoticeTemplate = NetworkSchemas['NoticeItem']
export type NoticeOffer = NetworkSchemas['NoticeOffer']
export type NoticesPage = NetworkSchemas['NoticesPage']

export const noticesApi = {
  page: (appid: string): Promise<NoticesPage> => client.get(`/accounts/${appid}/notices`),
  add: (appid: string, tid: number, kids: number[], scene: string): Promise<NoticesPage> =>
    client.post(`/accounts/${appid}/notices`, { tid, kids, scene }),
  remove: (appid: string, id: string): Promise<NoticesPage> =>
    client.delete(`/accounts/${appid}/notices/${id}`),
}

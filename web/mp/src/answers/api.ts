import type { NetworkSchemas } from '@teahouse/kit'
import { client } from '../client'

export type Talk = NetworkSchemas['TalkItem']
export type TalkPage = NetworkSchemas['TalkItems']
export type Thread = NetworkSchemas['ThreadOut']
export type Said = NetworkSchemas['Said']

export const answersApi = {
  list: (appid: string, cursor: string | null) => client.get(`/accounts/${appid}/conversations`, { cursor }),
  read: (appid: string, openid: string, before?: number) =>
    client.get(`/accounts/${appid}/conversations/${openid}`, before === undefined ? {} : { before }),
  answer: (appid: string, openid: string, text: string, client_id: string) =>
    client.post(`/accounts/${appid}/conversations/${openid}`, { text, client_id }),
}

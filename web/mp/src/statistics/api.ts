import type { NetworkSchemas } from '@teahouse/kit'
import { client } from '../client'

export type Day = NetworkSchemas['Day']
export type Home = NetworkSchemas['Home']

export const statisticsApi = {
  home: (appid: string) => client.get(`/accounts/${appid}/home`),
}

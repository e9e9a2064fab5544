import type { NetworkSchemas } from '@teahouse/kit'
import { client } from '../client'

export type Day = NetworkSchemas['Day']
export type Home = NetworkSchemas['Home']

export type Statistics = NetworkSchemas['Statistics']
export type StatisticsDay = NetworkSchemas['StatisticsDay']

/** The last days up to today, or any days. */
export type Wanted = { days: number } | { begin: string; end: string }

export const statisticsApi = {
  read: (appid: string, wanted: Wanted) => client.get(`/accounts/${appid}/statistics`, wanted),
  home: (appid: string) => client.get(`/accounts/${appid}/home`),
}

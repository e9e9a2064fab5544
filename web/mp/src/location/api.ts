import type { NetworkSchemas } from '@teahouse/kit'
import { client } from '../client'

export type LocationPower = NetworkSchemas['LocationPower']
export type LocationMode = LocationPower['mode']

export const locationApi = {
  get: (appid: string): Promise<LocationPower> => client.get(`/accounts/${appid}/location`),
  turn: (appid: string, mode: LocationMode): Promise<LocationPower> =>
    client.put(`/accounts/${appid}/location`, { mode }),
}

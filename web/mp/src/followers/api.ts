import type { NetworkSchemas } from '@teahouse/kit'
import { client } from '../client'

export type Follower = NetworkSchemas['FollowerItem']
export type FollowerPage = NetworkSchemas['FollowerItems']
export type Tag = NetworkSchemas['Tag']
export type TagList = NetworkSchemas['TagList']

export interface ListQuery {
  q?: string
  group?: number
  cursor?: string | null
  limit?: number
}

export interface Marks {
  add?: number[]
  remove?: number[]
}

export const followersApi = {
  list: (appid: string, query: ListQuery) => client.get(`/accounts/${appid}/followers`, query),
  setRemark: (appid: string, openid: string, remark: string) =>
    client.patch(`/accounts/${appid}/followers/${openid}`, { remark }),
  mark: async (appid: string, openids: string[], marks: Marks): Promise<Follower[]> =>
    (await client.post(`/accounts/${appid}/followers/marks`, { openids, ...marks })).items,
}

export const tagsApi = {
  list: (appid: string) => client.get(`/accounts/${appid}/tags`),
  create: (appid: string, name: string) => client.post(`/accounts/${appid}/tags`, { name }),
  rename: (appid: string, id: number, name: string) =>
    client.patch(`/accounts/${appid}/tags/${id}`, { name }),
  remove: (appid: string, id: number) => client.delete(`/accounts/${appid}/tags/${id}`),
}

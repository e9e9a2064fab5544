import type { NetworkSchemas } from '@teahouse/kit'
import { client } from '../client'

export type Follower = NetworkSchemas['FollowerItem']
export type FollowerPage = NetworkSchemas['FollowerItems']

export const followersApi = {
  list: (appid: string, query: { q?: string; cursor?: string | null; limit?: number }) =>
    client.get(`/accounts/${appid}/followers`, query),
  setRemark: (appid: string, openid: string, remark: string) =>
    client.patch(`/accounts/${appid}/followers/${openid}`, { remark }),
}

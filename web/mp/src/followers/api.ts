import type { Page, Seconds } from '@teahouse/kit'
import { client } from '../client'

export interface Follower {
  openid: string
  nickname: string
  avatar_url: string
  remark: string
  gender: number | string
  province: string
  city: string
  subscribed_at: Seconds
  scene: string
  qr_scene: string | number | null
  last_active_at: Seconds | null
}

export interface FollowerPage extends Page<Follower> {
  total: number
}

export const followersApi = {
  list: (appid: string, query: { q?: string; cursor?: string | null; limit?: number }) =>
    client.get<FollowerPage>(`/accounts/${appid}/followers`, query),
  setRemark: (appid: string, openid: string, remark: string) =>
    client.patch<Follower | undefined>(`/accounts/${appid}/followers/${openid}`, { remark }),
}

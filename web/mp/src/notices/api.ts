import type { NetworkSchemas } from '@teahouse/kit'
import { client } from '../client'

export type PlatformNotice = NetworkSchemas['NoticeOut']
export type Notices = NetworkSchemas['Notices']

export const noticesApi = {
  list: (appid: string, cursor: string | null): Promise<Notices> =>
    client.get(`/accounts/${appid}/notices`, { cursor }),
  unread: (appid: string) => client.get(`/accounts/${appid}/notices/unread`),
  seen: (appid: string, id: string) => client.post(`/accounts/${appid}/notices/seen`, { id }),
}

import type { NetworkSchemas } from '@teahouse/kit'
import { client } from '../client'

export type PlatformNotice = NetworkSchemas['BoardNotice']
export type Notices = NetworkSchemas['NoticeBoard']

export const noticeboardApi = {
  list: (appid: string, cursor: string | null): Promise<Notices> =>
    client.get(`/accounts/${appid}/noticeboard`, { cursor }),
  unread: (appid: string) => client.get(`/accounts/${appid}/noticeboard/unread`),
  seen: (appid: string, id: string) => client.post(`/accounts/${appid}/noticeboard/seen`, { id }),
}

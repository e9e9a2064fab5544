import { phone } from './client'
import type { Account, AccountMenu, FollowSource, MenuResult, ScanAnswer } from './shapes'

export const accounts = {
  search: (q: string) => phone.get<{ items: Account[] }>('/accounts/search', { q }),
  one: (appid: string) => phone.get<Account>(`/accounts/${appid}`),
  follow: (appid: string, source: FollowSource, ticket?: string) =>
    phone.post<Account>(`/accounts/${appid}/follow`, { source, scene_ticket: ticket }),
  unfollow: (appid: string) => phone.delete(`/accounts/${appid}/follow`),
  menu: (appid: string) => phone.get<AccountMenu>(`/accounts/${appid}/menu`),
  click: (appid: string, path: [number, number | null], result?: MenuResult) =>
    phone.post<{ open_url: string | null }>(`/accounts/${appid}/menu/click`, { path, result }),
  enter: (appid: string) => phone.post<undefined>(`/accounts/${appid}/enter`),
  scan: (text: string) => phone.post<ScanAnswer>('/scan', { text }),
}

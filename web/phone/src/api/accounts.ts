import { phone } from './client'
import type { FollowSource, MenuResult, Whereabouts } from './shapes'

export const accounts = {
  search: (q: string) => phone.get('/accounts/search', { q }),
  one: (appid: string) => phone.get(`/accounts/${appid}`),
  follow: (appid: string, source: FollowSource, ticket?: string) =>
    phone.post(`/accounts/${appid}/follow`, { source, scene_ticket: ticket }),
  unfollow: (appid: string) => phone.delete(`/accounts/${appid}/follow`),
  menu: (appid: string) => phone.get(`/accounts/${appid}/menu`),
  click: (appid: string, path: [number, number | null], result?: MenuResult) =>
    phone.post(`/accounts/${appid}/menu/click`, { path, result }),
  templateNotices: (appid: string) => phone.get(`/accounts/${appid}/template-notices`),
  switchTemplateNotices: (appid: string, on: boolean) =>
    phone.put(`/accounts/${appid}/template-notices`, { on }),
  invitation: (appid: string, kf: string) =>
    phone.get(`/accounts/${appid}/agent-invitations/${encodeURIComponent(kf)}`),
  answerInvitation: (appid: string, kf: string, accept: boolean) =>
    phone.put(`/accounts/${appid}/agent-invitations/${encodeURIComponent(kf)}`, { accept }),
  location: (appid: string) => phone.get(`/accounts/${appid}/location`),
  answerLocation: (appid: string, allow: boolean) => phone.put(`/accounts/${appid}/location`, { allow }),
  reportLocation: (appid: string, here: Whereabouts) => phone.post(`/accounts/${appid}/location`, here),
  enter: (appid: string) => phone.post(`/accounts/${appid}/enter`),
  scanOperatorCode: (uuid: string) => phone.post(`/mp-codes/${uuid}/scan`),
  answerOperatorCode: (uuid: string, allow: boolean) => phone.post(`/mp-codes/${uuid}/answer`, { allow }),
  scan: (text: string) => phone.post('/scan', { text }),
}

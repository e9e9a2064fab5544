import type { NetworkSchemas } from '@teahouse/kit'
import { client } from '../client'

export type Agent = NetworkSchemas['AgentItem']
export type Agents = NetworkSchemas['AgentItems']
export type Guest = NetworkSchemas['GuestItem']
export type DeskView = NetworkSchemas['DeskView']
export type DeskMessage = NetworkSchemas['DeskMessage']
export type DeskMessages = NetworkSchemas['DeskMessages']

const one = (appid: string, kf: string) => `/accounts/${appid}/agents/${encodeURIComponent(kf)}` as const
const guest = (appid: string, openid: string) => `/accounts/${appid}/desk/${openid}` as const

export const serviceApi = {
  agents: (appid: string): Promise<Agents> => client.get(`/accounts/${appid}/agents`),
  add: (appid: string, name: string, nickname: string): Promise<Agents> =>
    client.post(`/accounts/${appid}/agents`, { name, nickname }),
  rename: (appid: string, kf: string, nickname: string): Promise<Agents> =>
    client.patch(one(appid, kf), { nickname }),
  remove: (appid: string, kf: string): Promise<Agents> => client.delete(one(appid, kf)),
  picture(appid: string, kf: string, file: Blob): Promise<Agents> {
    const form = new FormData()
    form.append('file', file)
    return client.upload('PUT', `${one(appid, kf)}/avatar`, form)
  },
  online: (appid: string, kf: string, online: boolean): Promise<Agents> =>
    client.put(`${one(appid, kf)}/online`, { online }),
  invite: (appid: string, kf: string, wechat_id: string): Promise<Agents> =>
    client.post(`${one(appid, kf)}/invitation`, { wechat_id }),
  desk: (appid: string, agent: string): Promise<DeskView> => client.get(`/accounts/${appid}/desk`, { agent }),
  messages: (appid: string, openid: string, before?: number): Promise<DeskMessages> =>
    client.get(`${guest(appid, openid)}/messages`, { before }),
  accept: (appid: string, openid: string, kf_account: string) =>
    client.post(`${guest(appid, openid)}/accept`, { kf_account }),
  close: (appid: string, openid: string, kf_account: string) =>
    client.post(`${guest(appid, openid)}/close`, { kf_account }),
  handOver: (appid: string, openid: string, kf_account: string, to: string) =>
    client.post(`${guest(appid, openid)}/hand-over`, { kf_account, to }),
  say: (appid: string, openid: string, kf_account: string, text: string) =>
    client.post(`${guest(appid, openid)}/say`, { kf_account, text }),
}

import type { NetworkSchemas } from '@teahouse/kit'
import { client } from '../client'
import { asPage } from '../materials/api'

export type MassDesk = NetworkSchemas['MassDesk']
export type MassSent = NetworkSchemas['MassSendItem']
export type Content = NetworkSchemas['ContentForm']
export type Range = NetworkSchemas['RangeForm']
export type Reach = NetworkSchemas['MassReach']
export type MassForm = NetworkSchemas['MassForm']

export const massApi = {
  desk: (appid: string): Promise<MassDesk> => client.get(`/accounts/${appid}/mass-sends/desk`),
  allow: (appid: string, allowance: number | null): Promise<MassDesk> =>
    client.put(`/accounts/${appid}/mass-sends/allowance`, { allowance }),
  reach: (appid: string, range: Range): Promise<Reach> =>
    client.get(`/accounts/${appid}/mass-sends/reach`, {
      province: range.province,
      city: range.city,
      ...(range.tag_id === null ? {} : { tag_id: range.tag_id }),
      ...(range.gender === null ? {} : { gender: range.gender }),
    }),
  preview: (appid: string, content: Content, wechat_id: string) =>
    client.post(`/accounts/${appid}/mass-sends/preview`, { content, wechat_id }),
  send: (appid: string, form: MassForm): Promise<MassSent> =>
    client.post(`/accounts/${appid}/mass-sends`, form),
  list: async (appid: string, cursor: string | null) => {
    const found = await client.get(`/accounts/${appid}/mass-sends`, { offset: Number(cursor ?? 0) })
    return asPage(cursor, found.items, found.total)
  },
  one: (appid: string, id: string): Promise<MassSent> =>
    client.get(`/accounts/${appid}/mass-sends/${Number(id)}`),
  recall: (appid: string, id: string): Promise<MassSent> =>
    client.post(`/accounts/${appid}/mass-sends/${Number(id)}/recall`),
  cancel: (appid: string, id: string): Promise<MassSent> =>
    client.post(`/accounts/${appid}/mass-sends/${Number(id)}/cancel`),
}

import type { NetworkSchemas } from '@teahouse/kit'
import { client } from '../client'

export type Domains = NetworkSchemas['Domains']
export type Website = NetworkSchemas['Website']
export type NewWebsite = NetworkSchemas['NewWebsite']

export const identityApi = {
  read: (appid: string): Promise<Domains> => client.get(`/accounts/${appid}/domains`),
  save: (appid: string, form: NetworkSchemas['DomainsWish']): Promise<Domains> =>
    client.put(`/accounts/${appid}/domains`, form),
  create: (appid: string, form: NetworkSchemas['WebsiteWish']): Promise<NewWebsite> =>
    client.post(`/accounts/${appid}/websites`, form),
  newSecret: (appid: string, website: string): Promise<{ secret: string }> =>
    client.post(`/accounts/${appid}/websites/${website}/secret`),
  remove: (appid: string, website: string): Promise<unknown> =>
    client.delete(`/accounts/${appid}/websites/${website}`),
}

import type { NetworkSchemas } from '@teahouse/kit'
import { client } from '../client'

export type Template = NetworkSchemas['TemplateItem']
export type LibraryTemplate = NetworkSchemas['LibraryItem']
export type TemplatesPage = NetworkSchemas['TemplatesPage']

export const templatesApi = {
  page: (appid: string): Promise<TemplatesPage> => client.get(`/accounts/${appid}/templates`),
  add: (appid: string, short_id: string, keywords: string[]): Promise<TemplatesPage> =>
    client.post(`/accounts/${appid}/templates`, { short_id, keywords }),
  remove: (appid: string, id: string): Promise<TemplatesPage> =>
    client.delete(`/accounts/${appid}/templates/${id}`),
  choose: (appid: string, first: number, second: number): Promise<TemplatesPage> =>
    client.put(`/accounts/${appid}/templates/industries`, { first, second }),
  letFail: (appid: string, failing: boolean): Promise<TemplatesPage> =>
    client.put(`/accounts/${appid}/templates/failing`, { failing }),
}

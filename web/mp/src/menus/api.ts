import type { NetworkSchemas } from '@teahouse/kit'
import { client } from '../client'
import type { MenuButton } from './model'

/** The buttons are the JSON of the platform's `menu/create`, which the document leaves open. */
export type MenuState = Omit<NetworkSchemas['MpMenu'], 'buttons'> & { buttons: MenuButton[] }

export type ConditionalMenu = NetworkSchemas['ConditionalOut']
export interface Condition {
  tag_id: number | null
  client: 1 | 2 | 3 | null
}

export const menusApi = {
  get: (appid: string): Promise<MenuState> => client.get(`/accounts/${appid}/menu`),
  publish: (appid: string, buttons: MenuButton[]) => client.put(`/accounts/${appid}/menu`, { buttons }),
  conditional: (appid: string) => client.get(`/accounts/${appid}/menu/conditional`),
  addConditional: (appid: string, buttons: MenuButton[], condition: Condition) =>
    client.post(`/accounts/${appid}/menu/conditional`, { buttons, ...condition }),
  removeConditional: (appid: string, menuid: string) =>
    client.delete(`/accounts/${appid}/menu/conditional/${menuid}`),
  remove: (appid: string) => client.delete(`/accounts/${appid}/menu`),
}

import type { NetworkSchemas } from '@teahouse/kit'
import { client } from '../client'
import type { MenuButton } from './model'

/** The buttons are the JSON of the platform's `menu/create`, which the document leaves open. */
export type MenuState = Omit<NetworkSchemas['MpMenu'], 'buttons'> & { buttons: MenuButton[] }

export const menusApi = {
  get: (appid: string): Promise<MenuState> => client.get(`/accounts/${appid}/menu`),
  publish: (appid: string, buttons: MenuButton[]) => client.put(`/accounts/${appid}/menu`, { buttons }),
  remove: (appid: string) => client.delete(`/accounts/${appid}/menu`),
}

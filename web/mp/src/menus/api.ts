import type { Seconds } from '@teahouse/kit'
import { client } from '../client'
import type { MenuButton } from './model'

export interface MenuState {
  buttons: MenuButton[]
  enabled: boolean
  updated_at: Seconds | null
  source: 'api' | 'mp' | null
}

export const menusApi = {
  get: (appid: string) => client.get<MenuState>(`/accounts/${appid}/menu`),
  publish: (appid: string, buttons: MenuButton[]) =>
    client.put<MenuState | undefined>(`/accounts/${appid}/menu`, { buttons }),
  remove: (appid: string) => client.delete(`/accounts/${appid}/menu`),
}

import type { Page, Seconds } from '@teahouse/kit'
import { client } from '../client'

export const ACTION_NAMES = ['QR_SCENE', 'QR_STR_SCENE', 'QR_LIMIT_SCENE', 'QR_LIMIT_STR_SCENE'] as const
export type ActionName = (typeof ACTION_NAMES)[number]

export interface Qrcode {
  ticket: string
  action_name: ActionName
  scene: string | number
  url: string
  image_url: string
  expires_at: Seconds | null
  scans: number
  follows: number
  created_at: Seconds
}

export interface NewQrcode {
  action_name: ActionName
  scene: string
  expire_seconds?: number
}

export const qrcodesApi = {
  list: (appid: string, cursor: string | null) =>
    client.get<Page<Qrcode>>(`/accounts/${appid}/qrcodes`, { cursor }),
  create: (appid: string, form: NewQrcode) => client.post<Qrcode>(`/accounts/${appid}/qrcodes`, form),
}

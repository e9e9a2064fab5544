import type { NetworkSchemas } from '@teahouse/kit'
import { client } from '../client'

export type NewQrcode = NetworkSchemas['CodeWish']
export type ActionName = NewQrcode['action_name']
/** The server keeps the action as it came in, which the document calls any string. */
export type Qrcode = NetworkSchemas['CodeItem'] & { action_name: ActionName }
export type QrcodePage = Omit<NetworkSchemas['CodeItems'], 'items'> & { items: Qrcode[] }

export const qrcodesApi = {
  list: (appid: string, cursor: string | null): Promise<QrcodePage> =>
    client.get(`/accounts/${appid}/qrcodes`, { cursor }),
  create: (appid: string, form: NewQrcode): Promise<Qrcode> =>
    client.post(`/accounts/${appid}/qrcodes`, form),
}

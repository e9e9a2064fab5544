import type { NetworkSchemas } from '@teahouse/kit'
import { phone } from './client'

export type Moment = NetworkSchemas['Moment']

export const moments = {
  share: (wish: NetworkSchemas['MomentWish']) => phone.post('/moments', wish),
  list: (cursor?: string) => phone.get('/moments', { cursor }),
  remove: (id: string) => phone.delete(`/moments/${id}`),
}

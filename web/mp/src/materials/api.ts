import type { NetworkSchemas, Page } from '@teahouse/kit'
import { client } from '../client'

export type Material = NetworkSchemas['MaterialItem']
export type MaterialKind = 'image' | 'voice' | 'video'
export const KINDS: MaterialKind[] = ['image', 'voice', 'video']
export const ACCEPTED: Record<MaterialKind, string> = {
  image: 'image/png,image/jpeg,image/gif,image/bmp',
  voice: '.amr,.mp3,.wav,.wma,audio/*',
  video: 'video/mp4',
}

/** A part of a list by its offset, as the lists of this surface page: with the place of the next part. */
export function asPage<T>(cursor: string | null, items: T[], total: number): Page<T> & { total: number } {
  const end = Number(cursor ?? 0) + items.length
  return { items, total, next: items.length > 0 && end < total ? String(end) : null }
}

export const materialsApi = {
  list: async (appid: string, kind: MaterialKind, cursor: string | null) => {
    const found = await client.get(`/accounts/${appid}/materials`, { kind, offset: Number(cursor ?? 0) })
    return asPage(cursor, found.items, found.total)
  },
  upload: (appid: string, kind: MaterialKind, file: File, title = '', introduction = '') => {
    const form = new FormData()
    form.append('kind', kind)
    form.append('title', title)
    form.append('introduction', introduction)
    form.append('file', file)
    return client.upload('POST', `/accounts/${appid}/materials`, form)
  },
  remove: (appid: string, mediaId: string) => client.delete(`/accounts/${appid}/materials/${mediaId}`),
}

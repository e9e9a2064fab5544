import type { NetworkSchemas } from '@teahouse/kit'
import { phone } from './client'

export const webview = {
  open: (url: string) => phone.post('/webview', { url }),
  entered: (appid: string | null) => phone.put('/jssdk/entry', { appid }),
  config: (wish: NetworkSchemas['ConfigWish']) => phone.post('/jssdk/config', wish),
  upload(appid: string, file: Blob): Promise<NetworkSchemas['Uploaded']> {
    const form = new FormData()
    form.append('file', file)
    return phone.upload('POST', `/jssdk/${appid}/media`, form)
  },
  async download(appid: string, mediaId: string): Promise<Blob> {
    const found = await phone.get(`/jssdk/${appid}/media/${encodeURIComponent(mediaId)}`)
    const answer = await fetch(found.url, { credentials: 'same-origin' })
    return answer.blob()
  },
}

import type { NetworkSchemas } from '@teahouse/kit'
import { client } from '../client'

export type Certification = NetworkSchemas['CertificationOut']
export type Application = NetworkSchemas['ApplicationForm']

export const certificationApi = {
  get: (appid: string): Promise<Certification> => client.get(`/accounts/${appid}/certification`),
  apply: (appid: string, form: Application): Promise<Certification> =>
    client.post(`/accounts/${appid}/certification`, form),
  oneClick: (appid: string): Promise<Certification> =>
    client.post(`/accounts/${appid}/certification/one-click`),
  upload(appid: string, file: File): Promise<NetworkSchemas['Licence']> {
    const form = new FormData()
    form.append('file', file)
    return client.upload('PUT', `/accounts/${appid}/certification/licence`, form)
  },
}

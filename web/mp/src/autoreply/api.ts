import type { NetworkSchemas } from '@teahouse/kit'
import { client } from '../client'

export type Settings = NetworkSchemas['AutoReplySettings']
export type Rule = NetworkSchemas['RuleOut']
export type Reply = NetworkSchemas['ReplyOut']
export type ReplyType = Reply['type']
export type FileType = Extract<ReplyType, 'img' | 'voice' | 'video'>
export type Occasion = 'follow' | 'message'
type RuleWish = NetworkSchemas['RuleWish']
type ReplyWish = NetworkSchemas['ReplyWish']

export const autoreplyApi = {
  get: (appid: string) => client.get(`/accounts/${appid}/autoreply`),
  switch: (appid: string, enabled: boolean) =>
    client.put(`/accounts/${appid}/autoreply/enabled`, { enabled }),
  setReply: (appid: string, occasion: Occasion, reply: ReplyWish | null): Promise<Settings> =>
    client.put(`/accounts/${appid}/autoreply/${occasion as string}`, { reply }),
  addRule: (appid: string, rule: RuleWish) => client.post(`/accounts/${appid}/autoreply/rules`, rule),
  changeRule: (appid: string, id: string, rule: RuleWish) =>
    client.put(`/accounts/${appid}/autoreply/rules/${id}`, rule),
  removeRule: (appid: string, id: string) => client.delete(`/accounts/${appid}/autoreply/rules/${id}`),
  upload: (appid: string, kind: FileType, file: File) => {
    const form = new FormData()
    form.append('file', file)
    return client.upload('POST', `/accounts/${appid}/autoreply/files/${kind as string}`, form)
  },
}

import type { NetworkSchemas } from '@teahouse/kit'
import { phone } from './client'

export type NoticeAsked = NetworkSchemas['NoticeAsked']
export type NoticeAnswer = NetworkSchemas['NoticeAnswer']

export const notices = {
  question: (appid: string, templates: string[]) =>
    phone.get(`/accounts/${appid}/notices/question`, { templates: templates.join(',') }),
  answer: (appid: string, answer: NoticeAnswer) => phone.post(`/accounts/${appid}/notices/answer`, answer),
  switches: (appid: string) => phone.get(`/accounts/${appid}/notices`),
  change: (appid: string, template: string, on: boolean) =>
    phone.put(`/accounts/${appid}/notices/${template}`, { on }),
}

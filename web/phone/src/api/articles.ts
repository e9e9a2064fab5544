import { phone } from './client'

export const articles = {
  history: (appid: string, cursor: string | null) => phone.get(`/accounts/${appid}/articles`, { cursor }),
}

import { phone } from './client'

export const articles = {
  history: (appid: string, cursor: string | null) => phone.get(`/accounts/${appid}/articles`, { cursor }),
  shared: (page: string, to: 'friend' | 'moments') => phone.post(`/articles/${page}/shares`, { to }),
}

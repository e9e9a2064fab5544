import type { NetworkSchemas } from '@teahouse/kit'
import { client } from '../client'
import { asPage } from '../materials/api'

export type ArticleForm = NetworkSchemas['ArticleForm']
export type Draft = NetworkSchemas['Draft']
/** An article in the editor: its place changes and a new one has no page yet, so it has a key besides. */
export interface Entry {
  key: number
  form: ArticleForm
}
export type PublishedSet = NetworkSchemas['PublishedSet']
export type PublishedArticle = PublishedSet['articles'][number]
export type MpComment = NetworkSchemas['MpComment']
export type Which = 'all' | 'normal' | 'chosen'

export const articlesApi = {
  drafts: async (appid: string, cursor: string | null) => {
    const found = await client.get(`/accounts/${appid}/drafts`, { offset: Number(cursor ?? 0) })
    return asPage(cursor, found.items, found.total)
  },
  draft: (appid: string, mediaId: string): Promise<Draft> =>
    client.get(`/accounts/${appid}/drafts/${mediaId}`),
  save: (appid: string, mediaId: string, articles: ArticleForm[]): Promise<Draft> =>
    mediaId
      ? client.put(`/accounts/${appid}/drafts/${mediaId}`, { articles })
      : client.post(`/accounts/${appid}/drafts`, { articles }),
  removeDraft: (appid: string, mediaId: string) => client.delete(`/accounts/${appid}/drafts/${mediaId}`),
  publish: (appid: string, mediaId: string) => client.post(`/accounts/${appid}/drafts/${mediaId}/publish`),
  publication: (appid: string, publishId: string) =>
    client.get(`/accounts/${appid}/publications/${publishId}`),
  published: async (appid: string, cursor: string | null) => {
    const found = await client.get(`/accounts/${appid}/published`, { offset: Number(cursor ?? 0) })
    return asPage(cursor, found.items, found.total)
  },
  removePublished: (appid: string, articleId: string, index: number) =>
    client.delete(`/accounts/${appid}/published/${articleId}/${index}`),
  comments: async (appid: string, page: string, which: Which, cursor: string | null) => {
    const found = await client.get(`/accounts/${appid}/articles/${page}/comments`, {
      which,
      offset: Number(cursor ?? 0),
    })
    return { ...asPage(cursor, found.items, found.total), open: found.open_comment }
  },
  changeComment: (appid: string, page: string, number: number, change: NetworkSchemas['CommentChange']) =>
    client.patch(`/accounts/${appid}/articles/${page}/comments/${number}`, change),
  removeComment: (appid: string, page: string, number: number) =>
    client.delete(`/accounts/${appid}/articles/${page}/comments/${number}`),
  switchComments: (appid: string, page: string, open: boolean) =>
    client.put(`/accounts/${appid}/articles/${page}/comments`, { open_comment: open }),
}

export function newArticle(): ArticleForm {
  return {
    page: '',
    path: '',
    kind: 'news',
    title: '',
    author: '',
    digest: '',
    content: '',
    source_url: '',
    thumb_media_id: '',
    cover_url: '',
    pictures: [],
    show_cover: false,
    open_comment: true,
    fans_only: false,
  }
}

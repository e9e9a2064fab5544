/** The kinds of menu button and what each needs, as the platform documents them. */
export const BUTTON_TYPES = [
  'click',
  'view',
  'miniprogram',
  'scancode_push',
  'scancode_waitmsg',
  'pic_sysphoto',
  'pic_photo_or_album',
  'pic_weixin',
  'location_select',
  'media_id',
  'view_limited',
  'article_id',
  'article_view_limited',
  'text',
] as const

export type ButtonType = (typeof BUTTON_TYPES)[number]
export type ButtonField = 'key' | 'url' | 'appid' | 'pagepath' | 'media_id' | 'article_id' | 'value'

const KEY: readonly ButtonField[] = ['key']

export const FIELDS_OF_TYPE: Record<ButtonType, readonly ButtonField[]> = {
  click: KEY,
  view: ['url'],
  miniprogram: ['url', 'appid', 'pagepath'],
  scancode_push: KEY,
  scancode_waitmsg: KEY,
  pic_sysphoto: KEY,
  pic_photo_or_album: KEY,
  pic_weixin: KEY,
  location_select: KEY,
  media_id: ['media_id'],
  view_limited: ['media_id'],
  article_id: ['article_id'],
  article_view_limited: ['article_id'],
  text: ['value'],
}

/** The types a form offers, in the groups a person thinks in. */
export const TYPE_GROUPS: readonly {
  name: 'answer' | 'open' | 'device' | 'content'
  types: readonly ButtonType[]
}[] = [
  { name: 'answer', types: ['click', 'text'] },
  { name: 'open', types: ['view', 'miniprogram'] },
  {
    name: 'device',
    types: [
      'scancode_push',
      'scancode_waitmsg',
      'pic_sysphoto',
      'pic_photo_or_album',
      'pic_weixin',
      'location_select',
    ],
  },
  { name: 'content', types: ['media_id', 'view_limited', 'article_id', 'article_view_limited'] },
]

export type Mode = 'plain' | 'compatible' | 'safe'
export const modes: readonly Mode[] = ['plain', 'compatible', 'safe']

export interface Account {
  id: string
  name: string
  appid: string
  api_base: string
  mode: Mode
  secret_hint: string | null
  push_url: string
  token: string
  aes_key: string
  status: 'unchecked' | 'ok' | 'failing'
  last_push_at: number | null
  checked_at: number | null
  created_at: number
}

export interface Verdict {
  ok: boolean
  checked_at: number
  items: { name: string; ok: boolean; verdict: string; advice: string | null }[]
}

export interface MenuButton {
  name: string
  type?: string | null
  key?: string
  url?: string
  sub_buttons?: MenuButton[]
  [other: string]: unknown
}

/** Where an account's API is: the network on this machine, or WeChat itself. */
export const presets = {
  local: 'http://127.0.0.1:8000',
  wechat: 'https://api.weixin.qq.com',
} as const

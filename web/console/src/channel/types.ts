import type { SuiteSchemas } from '@teahouse/kit'

export type Mode = SuiteSchemas['ConnectIn']['mode']
export const modes: readonly Mode[] = ['plain', 'compatible', 'safe']

/** The document calls mode and status any string. */
export type Account = SuiteSchemas['AccountOut'] & { mode: Mode; status: 'unchecked' | 'ok' | 'failing' }
export type Verdict = SuiteSchemas['CheckOut']

/** A button as WeChat has it, which the document leaves open. */
export type MenuButton = {
  name: string
  type?: string | null
  key?: string
  url?: string
  sub_buttons?: MenuButton[]
  [other: string]: unknown
}
export type MenuState = Omit<SuiteSchemas['MenuOut'], 'buttons'> & { buttons: MenuButton[] }

/** Where an account's API is: the network on this machine, or WeChat itself. */
export const presets = {
  local: 'http://127.0.0.1:8000',
  wechat: 'https://api.weixin.qq.com',
} as const

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

/** The accounts, and the address of our own network. */
export type Accounts = Omit<SuiteSchemas['AccountsOut'], 'items'> & { items: Account[] }

/** Where the API of accounts on the real WeChat is. */
export const WECHAT = 'https://api.weixin.qq.com'

import { defineStore } from 'pinia'
import { shallowReactive } from 'vue'
import { accounts as api } from '../api/accounts'
import type { AccountMenu } from '../api/shapes'

/** Menus of the accounts whose chat was opened; a change told by the server drops the copy. */
export const useMenus = defineStore('menus', () => {
  const byAppid = shallowReactive(new Map<string, AccountMenu>())

  async function load(appid: string): Promise<AccountMenu> {
    const menu = await api.menu(appid)
    byAppid.set(appid, menu)
    return menu
  }

  /** The copy stays visible while the new one is fetched. */
  function forget(appid: string): void {
    if (byAppid.has(appid)) void load(appid).catch(() => byAppid.delete(appid))
  }

  return { byAppid, load, forget, reset: () => byAppid.clear() }
})

/** What asks for the operator now, most pressing first. */
import type { AccountSettings } from '../accounts/api'
import type { Home } from './api'

export interface Need {
  name: 'failing' | 'noServer' | 'noMenu' | 'noFollowers' | 'noIntroduction'
  tone: 'bad' | 'warn' | 'info'
  route: string
  query?: Record<string, string>
  count: number
}

export function needs(account: AccountSettings, home: Home, hasMenu: boolean): Need[] {
  const found: Need[] = []
  const failed = home.today.failed_pushes
  if (failed > 0) {
    found.push({
      name: 'failing',
      tone: 'bad',
      route: 'inspector',
      query: { state: 'failed' },
      count: failed,
    })
  }
  if (!account.server.enabled && !account.autoreply_enabled)
    found.push({ name: 'noServer', tone: 'warn', route: 'server', count: 0 })
  if (home.followers === 0) found.push({ name: 'noFollowers', tone: 'info', route: 'settings', count: 0 })
  if (!hasMenu) found.push({ name: 'noMenu', tone: 'info', route: 'menu', count: 0 })
  if (!account.introduction) found.push({ name: 'noIntroduction', tone: 'info', route: 'settings', count: 0 })
  return found
}

/**
 * How far a figure of today is above the whole of yesterday: the share, or null where there is nothing to compare
 * with. Below it says nothing, as today is not over.
 */
export function change(today: number, before: number): number | null {
  return before === 0 || today <= before ? null : (today - before) / before
}

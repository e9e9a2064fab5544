import {
  House,
  Inbox,
  MessageSquareQuote,
  Radio,
  ScrollText,
  Settings2,
  Users,
  UsersRound,
  Zap,
} from '@lucide/vue'
import type { Component } from 'vue'
import type { Role } from '../organization/types'

export interface NavItem {
  path: string
  /** Key of its name. */
  name: string
  icon: Component
  role?: Role
}

export interface NavGroup {
  /** Key of the group's name; the first group has none. */
  name: string | null
  items: NavItem[]
}

const groups: NavGroup[] = [
  { name: null, items: [{ path: '/', name: 'nav.home', icon: House }] },
  {
    name: 'nav.group_desk',
    items: [
      { path: '/desk', name: 'nav.desk', icon: Inbox, role: 'agent' },
      { path: '/quick-replies', name: 'nav.quick', icon: Zap, role: 'agent' },
    ],
  },
  { name: 'nav.group_audience', items: [{ path: '/followers', name: 'nav.followers', icon: Users }] },
  {
    name: 'nav.group_dialogue',
    items: [
      { path: '/rules', name: 'nav.rules', icon: MessageSquareQuote, role: 'operator' },
      { path: '/dialogue', name: 'nav.dialogue', icon: Settings2, role: 'operator' },
    ],
  },
  {
    name: 'nav.group_settings',
    items: [
      { path: '/channel', name: 'nav.accounts', icon: Radio, role: 'operator' },
      { path: '/staff', name: 'nav.staff', icon: UsersRound, role: 'operator' },
      { path: '/audit', name: 'nav.audit', icon: ScrollText, role: 'owner' },
    ],
  },
]

/** The navigation of somebody for whom `allowed` says what their role opens. */
export function navigation(allowed: (role: Role) => boolean): NavGroup[] {
  return groups
    .map((group) => ({
      ...group,
      items: group.items.filter((item) => item.role === undefined || allowed(item.role)),
    }))
    .filter((group) => group.items.length > 0)
}

/** Whether a page, or one below it, is open. */
export function isOpen(item: NavItem, path: string): boolean {
  return item.path === '/' ? path === '/' : path === item.path || path.startsWith(`${item.path}/`)
}

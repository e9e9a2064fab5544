import {
  Activity,
  Cable,
  FileText,
  House,
  Images,
  PanelBottom,
  QrCode,
  Server,
  Settings,
  Users,
} from '@lucide/vue'
import type { Component } from 'vue'

export interface NavItem {
  route: string
  label: string
  icon: Component
}

export interface NavGroup {
  label: string
  items: NavItem[]
}

export const NAVIGATION: NavGroup[] = [
  { label: 'nav.overview', items: [{ route: 'home', label: 'nav.home', icon: House }] },
  {
    label: 'nav.operate',
    items: [
      { route: 'followers', label: 'nav.followers', icon: Users },
      { route: 'articles', label: 'nav.articles', icon: FileText },
      { route: 'materials', label: 'nav.materials', icon: Images },
      { route: 'menu', label: 'nav.menu', icon: PanelBottom },
      { route: 'qrcodes', label: 'nav.qrcodes', icon: QrCode },
    ],
  },
  {
    label: 'nav.develop',
    items: [
      { route: 'server', label: 'nav.server', icon: Server },
      { route: 'inspector', label: 'nav.inspector', icon: Activity },
      { route: 'connect', label: 'nav.connect', icon: Cable },
    ],
  },
  { label: 'nav.account', items: [{ route: 'settings', label: 'nav.settings', icon: Settings }] },
]

import {
  Activity,
  ArrowRightLeft,
  BadgeCheck,
  Bell,
  BellPlus,
  BellRing,
  Cable,
  ChartLine,
  FileText,
  Globe,
  Headset,
  History,
  House,
  Images,
  MessageSquareReply,
  MessagesSquare,
  PanelBottom,
  QrCode,
  Send,
  Server,
  Settings,
  UserRoundCog,
  Users,
  UsersRound,
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
  {
    label: 'nav.overview',
    items: [
      { route: 'home', label: 'nav.home', icon: House },
      { route: 'statistics', label: 'nav.statistics', icon: ChartLine },
    ],
  },
  {
    label: 'nav.operate',
    items: [
      { route: 'followers', label: 'nav.followers', icon: Users },
      { route: 'answers', label: 'answers.title', icon: MessagesSquare },
      { route: 'mass-send', label: 'massend.title', icon: Send },
      { route: 'mass-sent', label: 'massend.sent', icon: History },
      { route: 'articles', label: 'nav.articles', icon: FileText },
      { route: 'materials', label: 'nav.materials', icon: Images },
      { route: 'menu', label: 'nav.menu', icon: PanelBottom },
      { route: 'autoreply', label: 'nav.autoreply', icon: MessageSquareReply },
      { route: 'qrcodes', label: 'nav.qrcodes', icon: QrCode },
      { route: 'templates', label: 'templates.title', icon: BellRing },
      { route: 'notices', label: 'notices.title', icon: BellPlus },
      { route: 'desk', label: 'service.desk', icon: Headset },
      { route: 'agents', label: 'service.agents', icon: UserRoundCog },
    ],
  },
  {
    label: 'nav.develop',
    items: [
      { route: 'server', label: 'nav.server', icon: Server },
      { route: 'inspector', label: 'nav.inspector', icon: Activity },
      { route: 'domains', label: 'nav.domains', icon: Globe },
      { route: 'connect', label: 'nav.connect', icon: Cable },
    ],
  },
  {
    label: 'nav.account',
    items: [
      { route: 'noticeboard', label: 'noticeboard.title', icon: Bell },
      { route: 'certification', label: 'certification.title', icon: BadgeCheck },
      { route: 'migration', label: 'migration.title', icon: ArrowRightLeft },
      { route: 'operators', label: 'operators.title', icon: UsersRound },
      { route: 'settings', label: 'nav.settings', icon: Settings },
    ],
  },
]

import {
  Eye,
  Headset,
  Heart,
  HeartOff,
  MapPin,
  Menu,
  MessageCircle,
  Bot,
  PhoneForwarded,
  ScanLine,
  Sparkle,
} from '@lucide/vue'
import type { Component } from 'vue'

/** The acts one can filter the time line by. */
export const actKinds = [
  'follow',
  'unfollow',
  'scan',
  'message',
  'menu',
  'reply',
  'agent_reply',
  'handover',
] as const

const icons: Record<string, Component> = {
  follow: Heart,
  unfollow: HeartOff,
  scan: ScanLine,
  message: MessageCircle,
  menu: Menu,
  view: Eye,
  reply: Bot,
  agent_reply: Headset,
  location: MapPin,
  handover: PhoneForwarded,
}

export const iconOf = (kind: string): Component => icons[kind] ?? Sparkle

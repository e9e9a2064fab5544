import type { Content, MassSent, Range } from './api'

export type Kind = Content['kind']
export const KINDS: Kind[] = ['news', 'text', 'image', 'voice', 'video']
export const MOST_TEXT = 600

export type Tone = 'plain' | 'good' | 'warn' | 'bad' | 'info'
const TONES: Record<MassSent['state'], Tone> = {
  reviewing: 'warn',
  waiting: 'info',
  sending: 'info',
  done: 'good',
  failed: 'bad',
  recalled: 'plain',
  cancelled: 'plain',
}

export const toneOf = (state: MassSent['state']): Tone => TONES[state]

export function isReady(content: Content): boolean {
  return content.kind === 'text' ? content.text.trim() !== '' : content.media_id !== ''
}

/** Part of the whole as a number from 0 to 100; the end is reached only when all is done. */
export function progressOf(sent: Pick<MassSent, 'state' | 'visited' | 'total'>): number {
  if (sent.state === 'done') return 100
  if (sent.total === 0) return 0
  return Math.min(99, Math.floor((sent.visited / sent.total) * 100))
}

/** A moment as an input of the type datetime-local has it, in the reader's own time. */
export function localTime(moment: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0')
  const day = `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`
  return `${day}T${two(moment.getHours())}:${two(moment.getMinutes())}`
}

/** Unix seconds of what such an input holds; null when it holds no moment. */
export function secondsOf(local: string): number | null {
  const moment = new Date(local).getTime()
  return Number.isNaN(moment) ? null : Math.floor(moment / 1000)
}

export function anybody(): Range {
  return { tag_id: null, gender: null, province: '', city: '' }
}

/** How urgent a wait is: the colour of the clock beside a conversation. */
export type Urgency = 'calm' | 'soon' | 'late'

const soonAfter = 60
const lateAfter = 300

export function urgency(seconds: number): Urgency {
  if (seconds >= lateAfter) return 'late'
  return seconds >= soonAfter ? 'soon' : 'calm'
}

/** A wait as a clock: 0:07, 12:40, 3:05:00. */
export function clockOf(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  const hours = Math.floor(whole / 3600)
  const minutes = Math.floor((whole % 3600) / 60)
  const rest = String(whole % 60).padStart(2, '0')
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`
}

/** Whole days of a wait; from the first one on, seconds tell nobody anything. */
export function daysOf(seconds: number): number {
  return Math.max(0, Math.floor(seconds / 86_400))
}

/** What is left of the 48 hours in which WeChat lets a brand write to a fan. */
export interface Window {
  open: boolean
  /** Less than two hours are left. */
  closing: boolean
  hours: number
  minutes: number
}

const closingBelow = 2 * 3600

export function windowLeft(endsAt: number | null, now: number): Window {
  const left = endsAt === null ? 0 : Math.max(0, endsAt - now)
  return {
    open: left > 0,
    closing: left > 0 && left < closingBelow,
    hours: Math.floor(left / 3600),
    minutes: Math.floor((left % 3600) / 60),
  }
}

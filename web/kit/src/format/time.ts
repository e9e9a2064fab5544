import type { Seconds } from '../api/shapes'
import type { Language } from '../language'

const DAY = 86_400

function two(value: number): string {
  return String(value).padStart(2, '0')
}

function clockTime(date: Date): string {
  return `${two(date.getHours())}:${two(date.getMinutes())}`
}

function calendarDate(date: Date): string {
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

/** Whole calendar days from `then` to `now` in the reader's time zone. */
function daysBetween(then: Date, now: Date): number {
  const midnight = (date: Date) => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / 1000
  return Math.round((midnight(now) - midnight(then)) / DAY)
}

/** "2026-11-22 18:20:05": the exact time, for hover. */
export function formatExact(at: Seconds): string {
  const date = new Date(at * 1000)
  return `${calendarDate(date)} ${clockTime(date)}:${two(date.getSeconds())}`
}

export function formatDate(at: Seconds): string {
  return calendarDate(new Date(at * 1000))
}

/** 刚刚 / 5 分钟前 / 18:20 / 昨天 18:20 / 2026-11-22. */
export function formatWhen(at: Seconds, now: Seconds, language: Language): string {
  const zh = language === 'zh-CN'
  const passed = now - at
  const date = new Date(at * 1000)
  const days = daysBetween(date, new Date(now * 1000))
  if (passed >= -60 && passed < 60) return zh ? '刚刚' : 'just now'
  if (passed > 0 && passed < 3600) {
    const minutes = Math.floor(passed / 60)
    return zh ? `${minutes} 分钟前` : `${minutes} min ago`
  }
  if (days === 0) return clockTime(date)
  if (days === 1) return `${zh ? '昨天' : 'Yesterday'} ${clockTime(date)}`
  return calendarDate(date)
}

const WEEKDAYS: Record<Language, string[]> = {
  'zh-CN': ['星期日', '星期一', '星期二', '星期三', '星期四', '星期五', '星期六'],
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
}

function nearDay(date: Date, now: Date, language: Language): string | null {
  const days = daysBetween(date, now)
  if (days === 0) return ''
  if (days === 1) return language === 'zh-CN' ? '昨天' : 'Yesterday'
  if (days > 1 && days < 7) return WEEKDAYS[language][date.getDay()] ?? null
  return null
}

function monthDay(date: Date, now: Date, language: Language): string {
  const sameYear = date.getFullYear() === now.getFullYear()
  if (language === 'en') return sameYear ? `${date.getMonth() + 1}/${date.getDate()}` : calendarDate(date)
  const short = `${date.getMonth() + 1}月${date.getDate()}日`
  return sameYear ? short : `${date.getFullYear()}年${short}`
}

/** The time at the right of a chat in the list: 18:20 / 昨天 / 星期三 / 11月2日 / 2025年11月2日. */
export function formatListTime(at: Seconds, now: Seconds, language: Language): string {
  const date = new Date(at * 1000)
  const today = new Date(now * 1000)
  const near = nearDay(date, today, language)
  if (near === '') return clockTime(date)
  return near ?? monthDay(date, today, language)
}

/** The grey time above a group of messages: 18:20 / 昨天 18:20 / 星期三 18:20 / 11月2日 18:20. */
export function formatChatTime(at: Seconds, now: Seconds, language: Language): string {
  const date = new Date(at * 1000)
  const today = new Date(now * 1000)
  const day = nearDay(date, today, language) ?? monthDay(date, today, language)
  return day === '' ? clockTime(date) : `${day} ${clockTime(date)}`
}

const UNITS: Record<Language, { hour: string; minute: string; second: string }> = {
  'zh-CN': { hour: '小时', minute: '分', second: '秒' },
  en: { hour: 'h', minute: 'min', second: 's' },
}

/** Seconds -> "45 秒", "3 分 20 秒", "2 小时 5 分". */
export function formatDuration(seconds: number, language: Language): string {
  const whole = Math.max(0, Math.round(seconds))
  const { hour, minute, second } = UNITS[language]
  if (whole < 60) return `${whole} ${second}`
  if (whole < 3600) return `${Math.floor(whole / 60)} ${minute} ${whole % 60} ${second}`
  return `${Math.floor(whole / 3600)} ${hour} ${Math.floor((whole % 3600) / 60)} ${minute}`
}

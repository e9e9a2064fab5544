import { describe, expect, it } from 'vitest'
import { formatBadge, formatBytes, formatMoney, formatNumber, formatPercent } from './number'
import { formatChatTime, formatDuration, formatExact, formatListTime, formatWhen } from './time'

const at = (year: number, month: number, day: number, hour = 0, minute = 0) =>
  new Date(year, month - 1, day, hour, minute).getTime() / 1000
const now = at(2026, 11, 22, 18, 30)

describe('numbers', () => {
  it('separates thousands and shows money with two digits', () => {
    expect(formatNumber(1234567)).toBe('1,234,567')
    expect(formatMoney(123450)).toBe('¥1,234.50')
    expect(formatMoney(-5)).toBe('-¥0.05')
    expect(formatPercent(0.1234)).toBe('12.3%')
    expect(formatBytes(1536)).toBe('1.5 KB')
  })
  it('stops badges at 99+', () => {
    expect([0, 1, 99, 100].map(formatBadge)).toEqual(['', '1', '99', '99+'])
  })
})

describe('times', () => {
  it('speaks of the near past in words', () => {
    expect(formatWhen(now - 10, now, 'zh-CN')).toBe('刚刚')
    expect(formatWhen(now - 300, now, 'zh-CN')).toBe('5 分钟前')
    expect(formatWhen(at(2026, 11, 22, 9, 5), now, 'en')).toBe('09:05')
    expect(formatWhen(at(2026, 11, 21, 18, 20), now, 'zh-CN')).toBe('昨天 18:20')
    expect(formatWhen(at(2026, 11, 1), now, 'zh-CN')).toBe('2026-11-01')
  })
  it('counts calendar days, not 24 hours', () => {
    const midnight = at(2026, 11, 22, 0, 5)
    expect(formatListTime(at(2026, 11, 21, 23, 59), midnight, 'zh-CN')).toBe('昨天')
  })
  it('shows chats like a phone does', () => {
    expect(formatListTime(at(2026, 11, 22, 8, 3), now, 'zh-CN')).toBe('08:03')
    expect(formatListTime(at(2026, 11, 18), now, 'zh-CN')).toBe('星期三')
    expect(formatListTime(at(2026, 11, 2), now, 'zh-CN')).toBe('11月2日')
    expect(formatListTime(at(2025, 11, 2), now, 'en')).toBe('2025-11-02')
    expect(formatChatTime(at(2026, 11, 21, 18, 20), now, 'en')).toBe('Yesterday 18:20')
    expect(formatExact(at(2026, 11, 22, 18, 20))).toBe('2026-11-22 18:20:00')
    expect(formatDuration(200, 'zh-CN')).toBe('3 分 20 秒')
  })
})

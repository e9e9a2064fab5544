/** 12345.6 -> "12,345.6". */
export function formatNumber(value: number, digits?: number): string {
  return new Intl.NumberFormat('en-US', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits ?? 3,
  }).format(value)
}

/** Whole cents -> "¥1,234.50". */
export function formatMoney(cents: number): string {
  const text = formatNumber(Math.abs(cents) / 100, 2)
  return `${cents < 0 ? '-' : ''}¥${text}`
}

/** 0.1234 -> "12.3%". */
export function formatPercent(share: number, digits = 1): string {
  return `${formatNumber(share * 100, digits)}%`
}

/** Bytes -> "12 B", "3.4 KB", "1.2 MB". */
export function formatBytes(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB']
  let value = bytes
  let unit = 0
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024
    unit += 1
  }
  return `${formatNumber(value, unit === 0 ? 0 : 1)} ${units[unit] ?? 'GB'}`
}

/** Unread badges: 1..99, then "99+"; empty for none. */
export function formatBadge(count: number): string {
  if (count <= 0) return ''
  return count > 99 ? '99+' : String(count)
}

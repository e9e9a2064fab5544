import type { Migration } from './api'

/** How far a move is, in percent: 100 only when it is done. */
export function progressOf(one: Pick<Migration, 'state' | 'seen' | 'total'>): number {
  if (one.state === 'done') return 100
  if (one.total === 0) return 0
  return Math.min(99, Math.floor((one.seen / one.total) * 100))
}

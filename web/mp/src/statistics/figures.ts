/** Small sums over days, and the sources of a follow that have a name here. */
import type { StatisticsDay } from './api'

const SOURCES = [1, 17, 30, 57] as const

/** The code when it has a name, else 0 for all others. */
export function knownSource(source: number): number {
  return SOURCES.find((known) => known === source) ?? 0
}

export function sumOf(days: StatisticsDay[], key: Exclude<keyof StatisticsDay, 'date'>): number {
  return days.reduce((sum, day) => sum + day[key], 0)
}

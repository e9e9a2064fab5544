import { describe, expect, it } from 'vitest'
import type { StatisticsDay } from './api'
import { knownSource, sumOf } from './figures'

const day = { new: 3, lost: 1, net: 2 } as StatisticsDay

describe('figures of a span', () => {
  it('are sums over its days', () => {
    expect([sumOf([day, day], 'new'), sumOf([day, day], 'net'), sumOf([], 'new')]).toEqual([6, 4, 0])
  })

  it('name only sources that are known', () => {
    expect([knownSource(30), knownSource(161), knownSource(0)]).toEqual([30, 0, 0])
  })
})

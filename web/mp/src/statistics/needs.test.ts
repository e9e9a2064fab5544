import { describe, expect, it } from 'vitest'
import type { AccountSettings } from '../accounts/api'
import type { Home } from './api'
import { change, needs } from './needs'

const figures = { new: 0, lost: 0, messages: 0, pushes: 0, failed_pushes: 0, calls: 0 }
const home: Home = { followers: 3, today: figures, yesterday: figures, days: [] }
const account = { introduction: 'x', server: { enabled: true } } as AccountSettings

describe('needs', () => {
  it('are none when all is well', () => {
    expect(needs(account, home, true)).toEqual([])
  })
  it('put failing pushes first', () => {
    const bare = { introduction: '', server: { enabled: false } } as AccountSettings
    const bad = { ...home, followers: 0, today: { ...figures, failed_pushes: 4 } }
    expect(needs(bare, bad, false).map((need) => [need.name, need.tone, need.count])).toEqual([
      ['failing', 'bad', 4],
      ['noServer', 'warn', 0],
      ['noFollowers', 'info', 0],
      ['noMenu', 'info', 0],
      ['noIntroduction', 'info', 0],
    ])
  })
})

describe('change', () => {
  it('is told once today is above the whole of yesterday', () => {
    expect([change(91, 70), change(49, 70), change(5, 0), change(8, 8)]).toEqual([0.3, null, null, null])
  })
})

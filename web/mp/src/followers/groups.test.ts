import { describe, expect, it } from 'vitest'
import type { Follower } from './api'
import { carried, changesOf, groupsOf } from './groups'

const person = (...tags: number[]): Follower => ({ tags }) as Follower

describe('carried', () => {
  it('tells all from some from none', () => {
    const people = [person(100, 101), person(100)]
    expect([100, 101, 102].map((tag) => carried(people, tag))).toEqual(['all', 'some', 'none'])
  })
})

describe('changesOf', () => {
  it('names only what changes', () => {
    const people = [person(100, 101), person(100)]
    const ticked = new Map([
      [100, true],
      [101, true],
      [102, false],
    ])
    expect(changesOf(people, ticked)).toEqual({ add: [101], remove: [] })
    expect(changesOf(people, new Map([[101, false]]))).toEqual({ add: [], remove: [101] })
    expect(changesOf(people, new Map())).toEqual({ add: [], remove: [] })
  })
})

describe('groupsOf', () => {
  it('puts the own tags last', () => {
    const items = [{ id: 100, name: '茶友', count: 3 }]
    const groups = groupsOf({ items, total: 9, untagged: 4, starred: 2, blacklisted: 1 })
    expect(groups.map((group) => [group.id, group.label, group.count])).toEqual([
      [undefined, 'tags.all', 9],
      [0, 'tags.untagged', 4],
      [2, 'tags.starred', 2],
      [1, 'tags.blacklist', 1],
      [100, '茶友', 3],
    ])
  })
})

import { describe, expect, it } from 'vitest'
import { byPriority, freshRule, moved } from './rules'
import type { Rule } from './types'

const rule = (id: string, priority: number): Rule => ({
  ...freshRule(),
  id,
  name: id,
  priority,
  hits: 0,
  updated_at: 0,
})

/** The order after the changes were stored. */
function after(rules: Rule[], index: number, step: 1 | -1): string[] {
  const changes = moved(rules, index, step)
  return byPriority(rules.map((each) => ({ ...each, priority: changes.get(each.id) ?? each.priority }))).map(
    (each) => each.id,
  )
}

describe('moved', () => {
  const ordered = [rule('a', 9), rule('b', 5), rule('c', 5), rule('d', 1)]

  it('moves a rule up and down', () => {
    expect(after(ordered, 1, -1)).toEqual(['b', 'a', 'c', 'd'])
    expect(after(ordered, 1, 1)).toEqual(['a', 'c', 'b', 'd'])
    expect(after(ordered, 3, -1)).toEqual(['a', 'b', 'd', 'c'])
  })

  it('changes nothing at the ends', () => {
    expect(moved(ordered, 0, -1).size).toBe(0)
    expect(moved(ordered, 3, 1).size).toBe(0)
  })

  it('changes no more rules than it must', () => {
    expect([...moved([rule('a', 9), rule('b', 5), rule('c', 1)], 1, -1)]).toEqual([['b', 10]])
  })
})

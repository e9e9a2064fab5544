import { describe, expect, it } from 'vitest'
import type { Person } from '../api/shapes'
import { inSections } from './sections'

function person(nickname: string, more: Partial<Person> = {}): Person {
  return {
    id: nickname,
    nickname,
    avatar_url: null,
    gender: 0,
    province: '',
    city: '',
    signature: '',
    wechat_id: null,
    remark: null,
    relation: 'friend',
    starred: false,
    ...more,
  }
}

describe('inSections', () => {
  it('sorts by sound, with stars first and signs last', async () => {
    const people = [
      person('王小明'),
      person('Anna'),
      person('123'),
      person('阿宝'),
      person('单老师', { starred: true }),
    ]
    const sections = await inSections(people)
    expect(sections.map((one) => [one.letter, one.people.map((each) => each.nickname)])).toEqual([
      ['★', ['单老师']],
      ['A', ['阿宝', 'Anna']],
      ['S', ['单老师']],
      ['W', ['王小明']],
      ['#', ['123']],
    ])
  })
  it('goes by the remark', async () => {
    const sections = await inSections([person('Zoe', { remark: '陈工' })])
    expect(sections.map((one) => one.letter)).toEqual(['C'])
  })
})

import { expect, it } from 'vitest'
import { changeOf } from './change'

it('compares today with yesterday', () => {
  expect(changeOf(30, 20)).toEqual({ share: 0.5, mood: 'good' })
  expect(changeOf(20, 20)).toEqual({ share: null, mood: 'same' })
})

it('finds nothing bad in fewer than all of yesterday, as today is not over', () => {
  expect(changeOf(10, 20)).toEqual({ share: null, mood: 'same' })
})

it('finds a shorter wait better', () => {
  expect(changeOf(30, 60, true)).toEqual({ share: -0.5, mood: 'good' })
})

it('gives no share of nothing', () => {
  expect(changeOf(5, 0)).toEqual({ share: null, mood: 'good' })
  expect(changeOf(null, 4)).toEqual({ share: null, mood: 'same' })
})

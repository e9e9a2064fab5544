import { expect, it } from 'vitest'
import { pathOfHash } from './router'

it('finds the page in an address with a hash', () => {
  expect(pathOfHash('#/a/1')).toBe('/a/1')
  expect(pathOfHash('#top')).toBeNull()
  expect(pathOfHash('')).toBeNull()
})

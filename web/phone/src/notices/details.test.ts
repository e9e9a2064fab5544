import { expect, it } from 'vitest'
import { subscribeDetails } from './details'

it('is JSON in JSON', () => {
  expect(subscribeDetails({ a: 'accept', b: 'reject' })).toBe(
    '{"a":"{\\"status\\":\\"accept\\"}","b":"{\\"status\\":\\"reject\\"}"}',
  )
})

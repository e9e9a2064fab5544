import { expect, it } from 'vitest'
import { oneAtATime } from './live'

it('does once more what was asked for meanwhile, however often', async () => {
  const ends: (() => void)[] = []
  let begun = 0
  const run = oneAtATime(() => {
    begun += 1
    return new Promise((resolve) => ends.push(resolve))
  })
  const first = run()
  void run()
  void run()
  expect(begun).toBe(1)
  ends[0]?.()
  await Promise.resolve()
  await Promise.resolve()
  expect(begun).toBe(2)
  ends[1]?.()
  await first
  expect(begun).toBe(2)
})

it('goes on after a failure', async () => {
  let begun = 0
  const run = oneAtATime(() => {
    begun += 1
    return Promise.reject(new Error('no'))
  })
  await expect(run()).rejects.toThrow('no')
  await expect(run()).rejects.toThrow('no')
  expect(begun).toBe(2)
})

import { describe, expect, it } from 'vitest'
import { hostOf, hostsOf } from './hosts'

describe('hosts', () => {
  it('are read from lines, each once', () => {
    expect(hostsOf(' a.test\n\nb.test:9000，a.test ')).toEqual(['a.test', 'b.test:9000'])
    expect(hostsOf(' \n')).toEqual([])
  })
  it('are taken out of whole addresses', () => {
    expect(hostOf('https://Shop.test/a?b#c')).toBe('shop.test')
    expect(hostOf('http://127.0.0.1:9000/')).toBe('127.0.0.1:9000')
    expect(hostOf('http://')).toBe('http://')
    expect(hostOf(' a.test ')).toBe('a.test')
  })
})

import { describe, expect, it } from 'vitest'
import { pageAddress } from './address'

const base = 'http://phone.test/phone/'

describe('pageAddress', () => {
  it('takes web addresses and paths of this origin', () => {
    expect(pageAddress('https://example.com/a', base)?.href).toBe('https://example.com/a')
    expect(pageAddress('/s/1', base)?.href).toBe('http://phone.test/s/1')
  })
  it('refuses everything that is not a page', () => {
    for (const bad of [
      'javascript:alert(1)',
      'data:text/html,x',
      'file:///etc/passwd',
      '',
      null,
      'http://',
    ]) {
      expect(pageAddress(bad, base)).toBeNull()
    }
  })
})

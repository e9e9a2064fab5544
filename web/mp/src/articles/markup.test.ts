import { describe, expect, it } from 'vitest'
import { fits, isBlank } from './markup'

describe('fits', () => {
  it('takes what the editor writes', () => {
    expect(fits('<h2>一</h2><p>二<strong>三</strong><br></p><ul><li><p>四</p></li></ul>')).toBe(true)
    expect(fits('<p><a href="https://a.example/" rel="noopener">一</a></p><img src="/files/a.jpg">')).toBe(
      true,
    )
  })
  it('leaves alone what it would lose', () => {
    expect(fits('<section><p>一</p></section>')).toBe(false)
    expect(fits('<p style="color: red">一</p>')).toBe(false)
    expect(fits('<table><tbody><tr><td>一</td></tr></tbody></table>')).toBe(false)
  })
})

describe('isBlank', () => {
  it('sees words and pictures', () => {
    expect(isBlank('<p> </p><p></p>')).toBe(true)
    expect(isBlank('<p>一</p>')).toBe(false)
    expect(isBlank('<img src="/files/a.jpg">')).toBe(false)
  })
})

import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { ArticleBody } from './ArticleBody'
import { safeAddress } from './clean'

const shown = (html: string): string => mount(ArticleBody, { props: { html } }).html().replace(/\n\s*/gu, '')

describe('an article on the page', () => {
  it('keeps what articles are made of', () => {
    expect(shown('<h2>一</h2><p>二<strong>三</strong></p>')).toBe(
      '<div class="article-body"><h2>一</h2><p>二<strong>三</strong></p></div>',
    )
  })

  it('drops scripts with their text and handlers of pictures', () => {
    expect(shown('<p onclick="x()">一</p><script>alert(1)</script>')).toBe(
      '<div class="article-body"><p>一</p></div>',
    )
    expect(shown('<img src="https://a.example/b.png" onerror="x()">')).toBe(
      '<div class="article-body"><img src="https://a.example/b.png" alt="" loading="lazy"></div>',
    )
  })

  it('keeps the words of a link that leads nowhere good', () => {
    expect(shown('<a href="javascript:x()">点我</a>')).toBe('<div class="article-body">点我</div>')
  })

  it('unwraps elements it does not know', () => {
    expect(shown('<marquee>一<em>二</em></marquee>')).toBe('<div class="article-body">一<em>二</em></div>')
  })
})

describe('safeAddress', () => {
  it('lets only the named schemes through', () => {
    expect(safeAddress('https://a.example/', ['https:'])).toBe('https://a.example/')
    expect(safeAddress('data:text/html,x', ['https:'])).toBeNull()
    expect(safeAddress(null, ['https:'])).toBeNull()
  })
})

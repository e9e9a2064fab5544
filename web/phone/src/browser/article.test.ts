import { expect, it } from 'vitest'
import { articleCard, articleOf, withSource } from './article'

const home = 'http://teahouse.test'
const address = new URL(`${home}/s/abc_1-Z?x=1`)

it('finds articles of the network only', () => {
  expect(articleOf(address, home)).toBe('abc_1-Z')
  expect(articleOf(new URL('http://other.test/s/abc'), home)).toBeNull()
  expect(articleOf(new URL(`${home}/s/assets/article.css`), home)).toBeNull()
  expect(articleOf(null, home)).toBeNull()
})

it('counts where a reader comes from', () => {
  expect(withSource(address, 2)).toBe(`${home}/s/abc_1-Z?x=1&source=2`)
})

it('shares what the head says, at the plain address', () => {
  const page = {
    title: '页名',
    querySelector: (wanted: string) =>
      wanted.includes('image') ? { getAttribute: () => '/files/a.png' } : null,
  } as unknown as Document
  expect(articleCard(page, address)).toEqual({
    title: '页名',
    description: '',
    url: `${home}/s/abc_1-Z`,
    image_url: `${home}/files/a.png`,
  })
})

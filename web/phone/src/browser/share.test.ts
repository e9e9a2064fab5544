import { expect, it } from 'vitest'
import { shareCard } from './share'

const page = { real: 'http://shop.test/a', title: ' 店 ' }

it('takes what the page says', () => {
  expect(
    shareCard({ title: 'T', desc: 'D', link: 'http://shop.test/b', img_url: 'http://shop.test/p.png' }, page),
  ).toEqual({ title: 'T', description: 'D', url: 'http://shop.test/b', image_url: 'http://shop.test/p.png' })
})

it('falls back to title and address, and takes no address that is none', () => {
  expect(shareCard({ link: 'javascript:alert(1)', imgUrl: 'data:x' }, page)).toEqual({
    title: '店',
    description: '',
    url: 'http://shop.test/a',
    image_url: null,
  })
  expect(shareCard({}, { real: 'http://shop.test/a', title: '' }).title).toBe('shop.test')
})

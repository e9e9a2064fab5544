import { expect, it } from 'vitest'
import { originOf } from './origin'

it('knows chats, Moments and the history', () => {
  expect(originOf('/chat/a:wx1:p1?x=1')).toEqual({ appid: 'wx1', source: 0 })
  expect(originOf('/chat/a%3Awx1%3Ap1')).toEqual({ appid: 'wx1', source: 0 })
  expect(originOf('/chat/p:a:b')).toEqual({ appid: null, source: 1 })
  expect(originOf('/moments')).toEqual({ appid: null, source: 2 })
  expect(originOf('/account/wx1/articles')).toEqual({ appid: null, source: 4 })
  expect(originOf('/scan')).toEqual({ appid: null, source: 5 })
  expect(originOf(null)).toEqual({ appid: null, source: 5 })
})

it('leaves things as they are when one page leads to another', () => {
  expect(originOf('/browse?url=http://a')).toBeNull()
})

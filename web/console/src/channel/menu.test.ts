import { describe, expect, it } from 'vitest'
import { below, changed, withSubs, wrongWith } from './menu'
import type { MenuButton } from './types'

const click = (name: string, key = 'K'): MenuButton => ({ name, type: 'click', key })
const menu: MenuButton[] = [{ name: '选购', sub_buttons: [click('空调'), click('洗衣机')] }, click('门店')]

describe('changed', () => {
  it('changes a button below another', () => {
    const next = changed(menu, [0, 1], click('冰箱'))
    expect(below(next[0] as MenuButton).map((each) => each.name)).toEqual(['空调', '冰箱'])
    expect(next[1]).toEqual(click('门店'))
  })

  it('takes a button away', () => {
    expect(changed(menu, [1], null)).toEqual([menu[0]])
  })

  it('gives a button its own act back when the last one below it goes', () => {
    const next = changed([{ name: '选购', sub_buttons: [click('空调')] }], [0, 0], null)
    expect(next).toEqual([{ name: '选购', sub_buttons: [], type: 'click' }])
  })
})

it('takes the act from a button that opens others', () => {
  expect(withSubs(click('门店'), [click('附近')])).toEqual({ name: '门店', sub_buttons: [click('附近')] })
})

it('reads the form of WeChat too', () => {
  expect(below({ name: '选购', sub_button: [click('空调')] })).toEqual([click('空调')])
})

it('says what is wrong', () => {
  expect(wrongWith(menu)).toBeNull()
  expect(wrongWith([click(' ')])).toBe('menu.wrong_name')
  expect(wrongWith([click('门店', '')])).toBe('menu.wrong_key')
  expect(wrongWith([{ name: '官网', type: 'view', url: 'www' }])).toBe('menu.wrong_url')
  expect(wrongWith([{ name: '选购', sub_buttons: [click('空调', '')] }])).toBe('menu.wrong_key')
})

import { describe, expect, it } from 'vitest'
import { check, pathOfField } from './check'
import { newNode, type MenuNode } from './model'
import type { ButtonType } from './types'

function button(name: string, type: ButtonType, fields: Partial<MenuNode> = {}): MenuNode {
  return { ...newNode(name), type, ...fields }
}

describe('check', () => {
  it('finds nothing in a sound menu', () => {
    const parent = newNode('服务')
    parent.children.push(button('附近门店', 'location_select', { key: 'STORES' }))
    expect(check([button('今日推荐', 'click', { key: 'TODAY' }), parent])).toEqual({})
  })
  it('asks for what the type needs and nothing else', () => {
    expect(check([button('', 'view')])).toEqual({ 'buttons.0.name': 'required', 'buttons.0.url': 'required' })
    expect(check([button('A', 'miniprogram', { url: 'https://a.example.test' })])).toEqual({
      'buttons.0.appid': 'required',
      'buttons.0.pagepath': 'required',
    })
  })
  it('measures names in bytes: 16 at the top, 60 below', () => {
    const parent = newNode('六个汉字太长')
    parent.children.push(button('六个汉字不长', 'click', { key: 'K' }))
    expect(check([parent])).toEqual({ 'buttons.0.name': 'too_long' })
  })
  it('measures keys and addresses', () => {
    expect(check([button('A', 'click', { key: 'k'.repeat(129) })])).toEqual({ 'buttons.0.key': 'too_long' })
    const url = `https://a.example.test/${'x'.repeat(1024)}`
    expect(check([button('A', 'view', { url })])).toEqual({ 'buttons.0.url': 'too_long' })
  })
  it('measures a text in characters', () => {
    expect(check([button('A', 'text', { value: '字'.repeat(600) })])).toEqual({})
    expect(check([button('A', 'text', { value: '字'.repeat(601) })])).toEqual({
      'buttons.0.value': 'too_long',
    })
    expect(check([button('A', 'text')])).toEqual({ 'buttons.0.value': 'required' })
  })
  it('does not judge the action of a button that only opens others', () => {
    const parent = newNode('A')
    parent.children.push(button('B', 'click', { key: 'K' }))
    expect(check([parent])).toEqual({})
  })
})

describe('pathOfField', () => {
  it('leads from a refusal to its button', () => {
    expect(pathOfField('buttons.2.name')).toEqual([2])
    expect(pathOfField('buttons.1.sub_button.4.url')).toEqual([1, 4])
    expect(pathOfField('name')).toBeNull()
  })
})

import { describe, expect, it } from 'vitest'
import {
  byteLength,
  dropAt,
  fieldName,
  fromWire,
  newNode,
  pathOf,
  remove,
  shift,
  toWire,
  type MenuButton,
} from './model'

const WIRE: MenuButton[] = [
  { type: 'click', name: 'Today', key: 'TODAY' },
  {
    name: 'Shop',
    sub_button: [
      { type: 'view', name: 'Catalogue', url: 'https://brand.example.test/c' },
      { type: 'scancode_waitmsg', name: 'Scan', key: 'SCAN_W' },
    ],
  },
  { type: 'location_select', name: 'Stores', key: 'STORES' },
]

function names(nodes: { name: string }[]): string[] {
  return nodes.map((node) => node.name)
}

describe('the wire form', () => {
  it('comes back as it was read', () => {
    expect(toWire(fromWire(WIRE))).toEqual(WIRE)
  })
  it('reads leaf buttons that carry an empty sub_button', () => {
    const read = fromWire([{ type: 'click', name: 'Today', key: 'TODAY', sub_button: [] }])
    expect(toWire(read)).toEqual([{ type: 'click', name: 'Today', key: 'TODAY' }])
  })
  it('sends only the fields of the present type, and keeps the others while it is edited', () => {
    const node = { ...newNode('A'), url: 'https://a.example.test', key: 'K' }
    expect(toWire([node])).toEqual([{ type: 'click', name: 'A', key: 'K' }])
    node.type = 'view'
    expect(toWire([node])).toEqual([{ type: 'view', name: 'A', url: 'https://a.example.test' }])
  })
  it('leaves out the action of a button with others below it', () => {
    const node = { ...newNode('Shop'), key: 'K' }
    node.children.push({ ...newNode('Child'), key: 'C' })
    expect(toWire([node])).toEqual([
      { name: 'Shop', sub_button: [{ type: 'click', name: 'Child', key: 'C' }] },
    ])
  })
})

describe('places', () => {
  it('finds a button and names its fields as the server does', () => {
    const nodes = fromWire(WIRE)
    const scan = nodes[1]?.children[1]
    expect(pathOf(nodes, scan?.id ?? '')).toEqual([1, 1])
    expect(pathOf(nodes, 'nowhere')).toBeNull()
    expect(fieldName([1, 1], 'key')).toBe('buttons.1.sub_button.1.key')
    expect(fieldName([0], 'name')).toBe('buttons.0.name')
  })
  it('counts bytes as the platform does', () => {
    expect([byteLength('菜单'), byteLength('menu'), byteLength('😀')]).toEqual([6, 4, 4])
  })
})

describe('order', () => {
  it('moves a button among its siblings and stops at the ends', () => {
    const nodes = fromWire(WIRE)
    const first = nodes[0]?.id ?? ''
    expect(shift(nodes, first, -1)).toBe(false)
    expect(shift(nodes, first, 1)).toBe(true)
    expect(names(nodes)).toEqual(['Shop', 'Today', 'Stores'])
  })
  it('drops a button at the place of its sibling', () => {
    const nodes = fromWire(WIRE)
    expect(dropAt(nodes, nodes[2]?.id ?? '', nodes[0]?.id ?? '')).toBe(true)
    expect(names(nodes)).toEqual(['Stores', 'Today', 'Shop'])
  })
  it('never changes the level of a button', () => {
    const nodes = fromWire(WIRE)
    expect(dropAt(nodes, nodes[1]?.children[0]?.id ?? '', nodes[0]?.id ?? '')).toBe(false)
    expect(toWire(nodes)).toEqual(WIRE)
  })
  it('removes a sub-button alone, a top button with all below it', () => {
    const nodes = fromWire(WIRE)
    remove(nodes, nodes[1]?.children[0]?.id ?? '')
    expect(names(nodes[1]?.children ?? [])).toEqual(['Scan'])
    remove(nodes, nodes[1]?.id ?? '')
    expect(names(nodes)).toEqual(['Today', 'Stores'])
  })
})

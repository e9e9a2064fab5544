/**
 * The menu as it is edited.
 *
 * The wire form is the Button JSON of the platform's `menu/create`. Here every button also has an id of its own, so that
 * it keeps its identity while it is dragged, and keeps the values of fields its present type does not use, so that
 * trying another type loses nothing.
 */
import { FIELDS_OF_TYPE, type ButtonField, type ButtonType } from './types'

export type MenuButton = {
  name: string
  type?: ButtonType
  key?: string
  url?: string
  appid?: string
  pagepath?: string
  media_id?: string
  article_id?: string
  value?: string
  sub_button?: MenuButton[]
}

export interface MenuNode extends Record<ButtonField, string> {
  id: string
  name: string
  type: ButtonType
  children: MenuNode[]
}

export const MAX_TOP = 3
export const MAX_CHILDREN = 5
/** Bytes of UTF-8, as the platform counts them. */
export const LIMITS = { topName: 16, childName: 60, key: 128, url: 1024 } as const
/** Characters, as the platform counts a text. */
export const TEXT_LIMIT = 600

let serial = 0

export function newNode(name = ''): MenuNode {
  serial += 1
  return {
    id: `button-${serial}`,
    name,
    type: 'click',
    key: '',
    url: '',
    appid: '',
    pagepath: '',
    media_id: '',
    article_id: '',
    value: '',
    children: [],
  }
}

export function byteLength(text: string): number {
  return new TextEncoder().encode(text).length
}

export function fromWire(buttons: readonly MenuButton[]): MenuNode[] {
  return buttons.map((button) => {
    const node = newNode(button.name)
    if (button.type) node.type = button.type
    for (const field of ['key', 'url', 'appid', 'pagepath', 'media_id', 'article_id', 'value'] as const) {
      node[field] = button[field] ?? ''
    }
    node.children = fromWire(button.sub_button ?? [])
    return node
  })
}

export function toWire(nodes: readonly MenuNode[]): MenuButton[] {
  return nodes.map((node) => {
    if (node.children.length > 0) return { name: node.name, sub_button: toWire(node.children) }
    const button: MenuButton = { type: node.type, name: node.name }
    for (const field of FIELDS_OF_TYPE[node.type]) button[field] = node[field].trim()
    return button
  })
}

/** Where a button stands: [1] is the second top button, [1, 0] its first sub-button. */
export type Path = readonly [number] | readonly [number, number]

export function pathOf(nodes: readonly MenuNode[], id: string): Path | null {
  for (const [top, node] of nodes.entries()) {
    if (node.id === id) return [top]
    const child = node.children.findIndex((each) => each.id === id)
    if (child >= 0) return [top, child]
  }
  return null
}

export function nodeAt(nodes: readonly MenuNode[], path: Path): MenuNode | undefined {
  const top = nodes[path[0]]
  return path.length === 1 ? top : top?.children[path[1]]
}

/** The field name the server uses for a fault in a button, such as `buttons.0.sub_button.2.name`. */
export function fieldName(path: Path, field: string): string {
  const [top, child] = path
  return child === undefined ? `buttons.${top}.${field}` : `buttons.${top}.sub_button.${child}.${field}`
}

/** Moves a button by one place among its siblings; answers whether it moved. */
export function shift(nodes: MenuNode[], id: string, by: -1 | 1): boolean {
  const path = pathOf(nodes, id)
  if (!path) return false
  const siblings = path.length === 1 ? nodes : nodes[path[0]]?.children
  const from = path.length === 1 ? path[0] : path[1]
  return siblings ? moveWithin(siblings, from, from + by) : false
}

export function moveWithin(siblings: MenuNode[], from: number, to: number): boolean {
  const node = siblings[from]
  if (!node || to < 0 || to >= siblings.length || from === to) return false
  siblings.splice(from, 1)
  siblings.splice(to, 0, node)
  return true
}

/** Drops the button `id` in front of, or behind, its sibling `target`. Buttons never change their level. */
export function dropAt(nodes: MenuNode[], id: string, target: string): boolean {
  const from = pathOf(nodes, id)
  const to = pathOf(nodes, target)
  if (!from || !to || from.length !== to.length) return false
  if (from.length === 1 || to.length === 1) return moveWithin(nodes, from[0], to[0])
  if (from[0] !== to[0]) return false
  const siblings = nodes[from[0]]?.children
  return siblings ? moveWithin(siblings, from[1], to[1]) : false
}

export function remove(nodes: MenuNode[], id: string): void {
  const path = pathOf(nodes, id)
  if (!path) return
  if (path.length === 1) nodes.splice(path[0], 1)
  else nodes[path[0]]?.children.splice(path[1], 1)
}

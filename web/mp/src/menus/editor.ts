import { ApiError } from '@teahouse/kit'
import { computed, reactive, ref, type ComputedRef, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { menusApi, type MenuState } from './api'
import { check, pathOfField } from './check'
import {
  MAX_CHILDREN,
  MAX_TOP,
  dropAt,
  fieldName,
  fromWire,
  newNode,
  nodeAt,
  pathOf,
  remove,
  shift,
  toWire,
  type MenuNode,
} from './model'

export interface MenuEditor {
  nodes: MenuNode[]
  chosen: Ref<string | null>
  selected: ComputedRef<MenuNode | null>
  changed: ComputedRef<boolean>
  /** Field name to the sentence beside it. */
  errors: ComputedRef<Record<string, string>>
  take: (state: MenuState) => void
  addTop: () => void
  addChild: (parent: MenuNode) => void
  removeButton: (id: string) => void
  move: (id: string, by: -1 | 1) => void
  drop: (id: string, target: string) => void
  /** Shows every fault; answers whether there is none. */
  inspect: () => boolean
  /** Puts a refusal of the server beside its field; false when it names none of ours. */
  refuse: (error: unknown) => boolean
  publish: (appid: string) => Promise<void>
}

/** The state of the menu while it is built. */
export function useMenuEditor(): MenuEditor {
  const { t } = useI18n()
  const nodes = reactive<MenuNode[]>([])
  const chosen = ref<string | null>(null)
  const published = ref('[]')
  const inspected = ref(false)
  const refused = ref<Record<string, string>>({})

  const wire = computed(() => JSON.stringify(toWire(nodes)))
  const changed = computed(() => wire.value !== published.value)
  const selected = computed(() => {
    const path = chosen.value === null ? null : pathOf(nodes, chosen.value)
    return path ? (nodeAt(nodes, path) ?? null) : null
  })
  const errors = computed(() => {
    const found: Record<string, string> = { ...refused.value }
    if (!inspected.value) return found
    for (const [field, fault] of Object.entries(check(nodes))) found[field] = t(`menu.fault.${fault}`)
    return found
  })

  function take(state: MenuState): void {
    nodes.splice(0, nodes.length, ...fromWire(state.buttons))
    published.value = JSON.stringify(toWire(nodes))
    chosen.value = nodes[0]?.id ?? null
    inspected.value = false
    refused.value = {}
  }

  function add(siblings: MenuNode[], limit: number): void {
    if (siblings.length >= limit) return
    const node = newNode()
    siblings.push(node)
    chosen.value = node.id
  }

  function removeButton(id: string): void {
    const path = pathOf(nodes, id)
    remove(nodes, id)
    refused.value = {}
    const parent = path && path.length === 2 ? nodes[path[0]] : nodes[0]
    chosen.value = parent?.id ?? null
  }

  function choose(field: string): void {
    const path = pathOfField(field)
    const node = path ? nodeAt(nodes, path) : undefined
    if (node) chosen.value = node.id
  }

  function inspect(): boolean {
    inspected.value = true
    const [worst] = Object.keys(check(nodes))
    if (worst !== undefined) choose(worst)
    return worst === undefined
  }

  function refuse(error: unknown): boolean {
    if (!(error instanceof ApiError) || error.field === null || !pathOfField(error.field)) return false
    const path = pathOfField(error.field)
    if (path === null) return false
    const own = fieldName(path, error.field.split('.').at(-1) ?? 'name')
    refused.value = { [own]: error.message }
    choose(own)
    return true
  }

  async function publish(appid: string): Promise<void> {
    refused.value = {}
    const sent = wire.value
    await menusApi.publish(appid, toWire(nodes))
    published.value = sent
    inspected.value = false
  }

  return {
    nodes,
    chosen,
    selected,
    changed,
    errors,
    take,
    addTop: () => add(nodes, MAX_TOP),
    addChild: (parent) => add(parent.children, MAX_CHILDREN),
    removeButton,
    move: (id, by) => void shift(nodes, id, by),
    drop: (id, target) => void dropAt(nodes, id, target),
    inspect,
    refuse,
    publish,
  }
}

import { computed, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue'

export interface Page<T> {
  items: T[]
  next: string | null
  total?: number | null
}

export interface Pages<T> {
  items: ShallowRef<T[]>
  total: Ref<number | null>
  loading: Ref<boolean>
  error: ShallowRef<unknown>
  /** Nothing is there and nothing is on its way. */
  empty: ComputedRef<boolean>
  /** More can be asked for. */
  more: ComputedRef<boolean>
  restart: () => Promise<void>
  loadMore: () => Promise<void>
}

/** A list that the server gives in pieces by cursor. `restart` begins anew, as after a change of the filter. */
export function usePages<T>(fetch: (cursor: string | null) => Promise<Page<T>>): Pages<T> {
  const items = shallowRef<T[]>([])
  const total = ref<number | null>(null)
  const next = ref<string | null>(null)
  const loading = ref(true)
  const error = shallowRef<unknown>(null)
  let call = 0

  async function load(cursor: string | null): Promise<void> {
    const mine = ++call
    loading.value = true
    error.value = null
    try {
      const page = await fetch(cursor)
      if (mine !== call) return
      items.value = cursor === null ? page.items : [...items.value, ...page.items]
      next.value = page.next
      if (page.total !== undefined) total.value = page.total
    } catch (reason) {
      if (mine === call) error.value = reason
    } finally {
      if (mine === call) loading.value = false
    }
  }

  return {
    items,
    total,
    loading,
    error,
    empty: computed(() => !loading.value && error.value === null && items.value.length === 0),
    more: computed(() => next.value !== null),
    restart: () => load(null),
    loadMore: async () => {
      if (!loading.value && next.value !== null) await load(next.value)
    },
  }
}

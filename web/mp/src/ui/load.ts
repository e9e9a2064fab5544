import type { Page } from '@teahouse/kit'
import { computed, ref, shallowRef, type Ref, type ShallowRef } from 'vue'
import { messageOf } from '../client'

export interface Loaded<T> {
  data: ShallowRef<T | null>
  loading: Ref<boolean>
  error: Ref<string>
  load: () => Promise<void>
}

/** One thing read from the server, with its loading and failing told apart. */
export function useLoaded<T>(read: () => Promise<T>): Loaded<T> {
  const data = shallowRef<T | null>(null)
  const loading = ref(false)
  const error = ref('')

  async function load(): Promise<void> {
    loading.value = true
    error.value = ''
    try {
      data.value = await read()
    } catch (reason) {
      error.value = messageOf(reason)
    } finally {
      loading.value = false
    }
  }

  return { data, loading, error, load }
}

/** What a list shows, however it is read; see PagedList. */
export interface Shown<T> {
  items: Readonly<Ref<readonly T[]>>
  more: Readonly<Ref<boolean>>
  loading: Readonly<Ref<boolean>>
  error: Readonly<Ref<string>>
  reload: () => Promise<void>
  next: () => Promise<void>
}

export interface Paged<T, P extends Page<T>> extends Shown<T> {
  items: Ref<T[]>
  first: ShallowRef<P | null>
  more: Ref<boolean>
  loading: Ref<boolean>
  error: Ref<string>
  /** Reads from the start again; what is shown stays until the answer is there. */
  reload: () => Promise<void>
  next: () => Promise<void>
}

/** A list read by keyset pages. An answer to a question that is no longer asked is dropped. */
export function usePaged<T, P extends Page<T> = Page<T>>(
  read: (cursor: string | null) => Promise<P>,
): Paged<T, P> {
  const items = ref([]) as Ref<T[]>
  const first: ShallowRef<P | null> = shallowRef(null)
  const cursor = ref<string | null>(null)
  const more = ref(false)
  const loading = ref(false)
  const error = ref('')
  let asked = 0

  async function fetchFrom(from: string | null): Promise<void> {
    asked += 1
    const mine = asked
    loading.value = true
    error.value = ''
    try {
      const page = await read(from)
      if (mine !== asked) return
      if (from === null) first.value = page
      items.value = from === null ? page.items : [...items.value, ...page.items]
      cursor.value = page.next ?? null
      more.value = cursor.value !== null
    } catch (reason) {
      if (mine === asked) error.value = messageOf(reason)
    } finally {
      if (mine === asked) loading.value = false
    }
  }

  return {
    items,
    first,
    more,
    loading,
    error,
    reload: () => fetchFrom(null),
    next: () => fetchFrom(cursor.value),
  }
}

/** A list that is read as a whole. */
export function whole<T>(read: Loaded<{ items: T[] }>): Shown<T> {
  return {
    items: computed(() => read.data.value?.items ?? []),
    more: ref(false),
    loading: read.loading,
    error: read.error,
    reload: read.load,
    next: read.load,
  }
}

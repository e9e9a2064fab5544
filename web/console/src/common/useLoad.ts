import { ref, shallowRef, type Ref, type ShallowRef } from 'vue'

export interface Load<T> {
  data: ShallowRef<T | null>
  loading: Ref<boolean>
  error: ShallowRef<unknown>
  reload: () => Promise<void>
}

/**
 * One thing from the server with its three states. A reload keeps what is shown until the new answer is
 * there; an answer that was overtaken by a later call is dropped.
 */
export function useLoad<T>(fetch: () => Promise<T>, immediate = true): Load<T> {
  const data = shallowRef<T | null>(null)
  const loading = ref(immediate)
  const error = shallowRef<unknown>(null)
  let call = 0

  async function reload(): Promise<void> {
    const mine = ++call
    loading.value = true
    error.value = null
    try {
      const answer = await fetch()
      if (mine === call) data.value = answer
    } catch (reason) {
      if (mine === call) error.value = reason
    } finally {
      if (mine === call) loading.value = false
    }
  }

  if (immediate) void reload()
  return { data, loading, error, reload }
}

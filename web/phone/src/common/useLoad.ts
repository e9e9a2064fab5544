import { onScopeDispose, ref, shallowRef } from 'vue'

/** One thing fetched for a page: the last call wins, the old value stays while a new one comes. */
export function useLoad<T>(fetchIt: () => Promise<T>) {
  const data = shallowRef<T | null>(null)
  const failure = shallowRef<unknown>(null)
  const loading = ref(false)
  let turn = 0

  async function load(): Promise<void> {
    const mine = ++turn
    loading.value = true
    failure.value = null
    try {
      const answer = await fetchIt()
      if (mine === turn) data.value = answer
    } catch (reason) {
      if (mine === turn) failure.value = reason
    } finally {
      if (mine === turn) loading.value = false
    }
  }

  onScopeDispose(() => (turn += 1))
  void load()
  return { data, failure, loading, load }
}

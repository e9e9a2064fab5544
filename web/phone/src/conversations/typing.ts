import { defineStore } from 'pinia'
import { reactive } from 'vue'

/** An account's typing lasts 15 seconds unless it is renewed or cancelled. */
const LASTS = 15_000

export const useTyping = defineStore('typing', () => {
  const on = reactive(new Set<string>())
  const timers = new Map<string, ReturnType<typeof setTimeout>>()

  function set(id: string, value: boolean): void {
    clearTimeout(timers.get(id))
    if (!value) {
      on.delete(id)
      return
    }
    on.add(id)
    timers.set(
      id,
      setTimeout(() => on.delete(id), LASTS),
    )
  }

  return { on, set }
})

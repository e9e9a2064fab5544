import { onScopeDispose, readonly, ref, type Ref } from 'vue'

const now = ref(Math.floor(Date.now() / 1000))
let watchers = 0
let timer: ReturnType<typeof setInterval> | undefined

/** The present in unix seconds, ticking once a second while anybody looks; one timer for the whole page. */
export function useNow(): Readonly<Ref<number>> {
  watchers += 1
  if (watchers === 1) {
    now.value = Math.floor(Date.now() / 1000)
    timer = setInterval(() => {
      now.value = Math.floor(Date.now() / 1000)
    }, 1000)
  }
  onScopeDispose(() => {
    watchers -= 1
    if (watchers === 0) clearInterval(timer)
  })
  return readonly(now)
}

import { ref, type Ref } from 'vue'
import type { Router } from 'vue-router'

const position = () => (window.history.state as { position?: number } | null)?.position ?? 0

/** The way a page changes: pushed from the right, popped to the right, or at once (tabs, first page). */
export function useDirection(router: Router): Ref<string> {
  const name = ref('none')
  let before = position()
  router.afterEach((to, from) => {
    const here = position()
    const tabs = 'tab' in to.params && 'tab' in from.params
    const first = from.matched.length === 0
    if (tabs || first || here === before) name.value = 'none'
    else name.value = here > before ? 'push' : 'pop'
    before = here
  })
  return name
}

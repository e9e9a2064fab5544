import { onBeforeUnmount, onMounted } from 'vue'
import { onBeforeRouteLeave, type RouteLocationNormalized } from 'vue-router'
import { agreed, type Question } from './act'

const checks = new Set<() => boolean>()

/** Whether a page that is open holds what is not saved. */
export function unsaved(): boolean {
  return [...checks].some((changed) => changed())
}

/**
 * Keeps what is not saved: asks before the page is left, by the browser's own question when it is closed or
 * reloaded. While `changed`, a lost sign-in is renewed over the page. `stays` names addresses of the same page.
 */
export function useUnsaved(
  changed: () => boolean,
  question: () => Question,
  stays: (to: RouteLocationNormalized) => boolean = () => false,
): void {
  function onUnload(event: BeforeUnloadEvent): void {
    if (changed()) event.preventDefault()
  }

  onMounted(() => {
    checks.add(changed)
    window.addEventListener('beforeunload', onUnload)
  })
  onBeforeUnmount(() => {
    checks.delete(changed)
    window.removeEventListener('beforeunload', onUnload)
  })
  onBeforeRouteLeave((to) => !changed() || stays(to) || agreed(question()))
}

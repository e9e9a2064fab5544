import { ref, type Ref } from 'vue'

const query = window.matchMedia('(min-width: 760px) and (min-height: 480px)')
const wide = ref(query.matches)
query.addEventListener('change', (event) => (wide.value = event.matches))

/** A desktop: the phone stands in a frame, with the sandbox panel beside it. */
export function useWide(): Ref<boolean> {
  return wide
}

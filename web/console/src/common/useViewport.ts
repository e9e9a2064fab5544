import { readonly, ref, type Ref } from 'vue'

function matches(query: string): Readonly<Ref<boolean>> {
  const media = window.matchMedia(query)
  const state = ref(media.matches)
  media.addEventListener('change', (event) => (state.value = event.matches))
  return readonly(state)
}

/** One column, bottom bar. */
export const isPhone = matches('(max-width: 759px)')
/** Room for the person beside the conversation. */
export const isWide = matches('(min-width: 1180px)')

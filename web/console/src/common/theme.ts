import { ref, watch } from 'vue'

const key = 'teahouse.theme'
const media = window.matchMedia('(prefers-color-scheme: dark)')
const chosen = localStorage.getItem(key)

/** Dark or light: what was chosen here, else what the machine prefers. */
export const dark = ref(chosen === null ? media.matches : chosen === 'dark')

media.addEventListener('change', (event) => {
  if (localStorage.getItem(key) === null) dark.value = event.matches
})

watch(dark, (on) => document.documentElement.classList.toggle('dark', on), { immediate: true })

export function toggleDark(): void {
  dark.value = !dark.value
  localStorage.setItem(key, dark.value ? 'dark' : 'light')
}

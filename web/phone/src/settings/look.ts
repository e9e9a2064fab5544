import { ref, watchEffect } from 'vue'
import { keep, readKept } from '../common/kept'

export type Dark = 'system' | 'light' | 'dark'

export const dark = ref<Dark>(readKept<Dark>('dark', 'system'))
const system = window.matchMedia('(prefers-color-scheme: dark)')
const systemDark = ref(system.matches)

/** Puts the choice on the root element, where theme.css reads it, and keeps it on this device. */
export function followDark(): void {
  system.addEventListener('change', (event) => (systemDark.value = event.matches))
  watchEffect(() => {
    const on = dark.value === 'dark' || (dark.value === 'system' && systemDark.value)
    document.documentElement.toggleAttribute('data-dark', on)
    keep('dark', dark.value)
  })
}

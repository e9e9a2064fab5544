import { ref, watchEffect } from 'vue'

export type Appearance = 'light' | 'dark'
const KEY = 'teahouse.mp.appearance'

function first(): Appearance {
  const kept = localStorage.getItem(KEY)
  if (kept === 'light' || kept === 'dark') return kept
  return window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
}

export const appearance = ref<Appearance>(first())

watchEffect(() => document.documentElement.classList.toggle('dark', appearance.value === 'dark'))

export function switchAppearance(): void {
  appearance.value = appearance.value === 'dark' ? 'light' : 'dark'
  localStorage.setItem(KEY, appearance.value)
}

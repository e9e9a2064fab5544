import { shallowRef } from 'vue'

/** The pictures over the whole phone and the one to begin with; null when none are open. */
export const viewer = shallowRef<{ urls: string[]; start: number } | null>(null)

export function showPictures(urls: string[], start = 0): void {
  viewer.value = { urls, start }
}

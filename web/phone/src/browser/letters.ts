import { ref, watch, type Ref } from 'vue'
import { keep, readKept } from '../common/kept'

export type Letters = 'normal' | 'large' | 'huge'

const letters = ref<Letters>(readKept<Letters>('letters', 'normal'))
watch(letters, (size) => keep('letters', size))

/** The letter size of pages in the browser, kept on this device. */
export function useLetters(): Ref<Letters> {
  return letters
}

/** The frame's zoom, which works for pages of every origin. */
export function letterClass(size: Letters): string {
  return size === 'normal' ? '' : `zoom-${size}`
}

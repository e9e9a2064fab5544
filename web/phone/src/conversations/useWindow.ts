import { computed, ref, type Ref } from 'vue'
import type { Message } from '../api/shapes'

export const WINDOW = 160
const STEP = 60

function indexOfSeq(messages: readonly Message[], seq: number): number {
  let low = 0
  let high = messages.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((messages[middle]?.seq ?? Infinity) < seq) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * Which part of a long conversation is in the page: at most {@link WINDOW} messages, moved by steps as one
 * scrolls, so that ten thousand cost no more than a screenful.
 */
export function useWindow(messages: Ref<readonly Message[]>) {
  /** First drawn message; null while the end is followed. */
  const first = ref<number | null>(null)

  const start = computed(() =>
    first.value === null
      ? Math.max(0, messages.value.length - WINDOW)
      : indexOfSeq(messages.value, first.value),
  )
  const visible = computed(() => messages.value.slice(start.value, start.value + WINDOW))
  const hasBefore = computed(() => start.value > 0)
  const hasAfter = computed(() => start.value + WINDOW < messages.value.length)

  function moveTo(index: number): void {
    first.value = messages.value[Math.max(0, index)]?.seq ?? null
  }

  return {
    visible,
    hasBefore,
    hasAfter,
    up: () => moveTo(start.value - STEP),
    down: () => moveTo(Math.min(start.value + STEP, Math.max(0, messages.value.length - WINDOW))),
    /** Keep the drawn part where it is while new messages come at the end. */
    hold: () => {
      if (first.value === null) moveTo(start.value)
    },
    follow: () => (first.value = null),
    /** Draw a stretch that holds this message. */
    show: (seq: number) => moveTo(indexOfSeq(messages.value, seq) - 10),
  }
}

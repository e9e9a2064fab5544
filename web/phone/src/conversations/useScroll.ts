import { nextTick, onMounted, onScopeDispose, ref, type Ref } from 'vue'

const NEAR_END = 60
const NEAR_EDGE = 900

interface Edges {
  up: () => void
  down: () => void
  /** Called when one leaves or reaches the newest message. */
  end: (at: boolean) => void
}

/** Scrolling of the chat: stays at the newest message, and keeps what is looked at in its place otherwise. */
export function useScroll(scroller: Ref<HTMLElement | undefined>, edges: Edges) {
  const atEnd = ref(true)
  let anchor: { key: string; top: number } | null = null

  function toEnd(smooth = false): void {
    const box = scroller.value
    if (!box) return
    box.scrollTo({ top: box.scrollHeight, behavior: smooth ? 'smooth' : 'instant' })
  }

  function rows(): HTMLElement[] {
    return Array.from(scroller.value?.querySelectorAll<HTMLElement>('[data-key]') ?? [])
  }

  /** Before the drawn rows change: remember the first row one sees. */
  function remember(): void {
    const box = scroller.value
    if (!box || atEnd.value) return
    const line = box.getBoundingClientRect().top
    const row = rows().find((one) => one.getBoundingClientRect().bottom > line)
    anchor = row ? { key: row.dataset.key ?? '', top: row.getBoundingClientRect().top } : null
  }

  /** After they changed: the newest one at the end, or that row where it was. */
  function restore(): void {
    const box = scroller.value
    if (!box) return
    if (atEnd.value) {
      toEnd()
      return
    }
    const row = rows().find((one) => one.dataset.key === anchor?.key)
    if (row && anchor) box.scrollTop += row.getBoundingClientRect().top - anchor.top
    anchor = null
  }

  function onScroll(): void {
    const box = scroller.value
    if (!box) return
    const below = box.scrollHeight - box.scrollTop - box.clientHeight
    const end = below < NEAR_END
    if (end !== atEnd.value) {
      atEnd.value = end
      edges.end(end)
    }
    if (box.scrollTop < NEAR_EDGE) edges.up()
    if (below < NEAR_EDGE) edges.down()
  }

  async function showRow(key: string): Promise<void> {
    atEnd.value = false
    await nextTick()
    rows()
      .find((one) => one.dataset.key === key)
      ?.scrollIntoView({ block: 'center' })
  }

  const resized = new ResizeObserver(() => {
    if (atEnd.value) toEnd()
  })
  onMounted(() => {
    if (!scroller.value) return
    resized.observe(scroller.value)
    toEnd()
  })
  onScopeDispose(() => resized.disconnect())

  return { atEnd, toEnd, remember, restore, onScroll, showRow }
}

import { onScopeDispose } from 'vue'

const HOLD = 450
const SLACK = 8

/** Handlers that open a bubble's menu: a held finger, the right mouse button, or the menu key. */
export function useLongPress(open: (at: DOMRect) => void) {
  let timer: ReturnType<typeof setTimeout> | undefined
  let from = { x: 0, y: 0 }
  let held = false

  const place = (event: Event) => (event.currentTarget as HTMLElement).getBoundingClientRect()
  const cancel = () => clearTimeout(timer)
  onScopeDispose(cancel)

  return {
    pointerdown(event: PointerEvent) {
      held = false
      if (event.pointerType === 'mouse') return
      from = { x: event.clientX, y: event.clientY }
      const at = place(event)
      timer = setTimeout(() => {
        held = true
        open(at)
      }, HOLD)
    },
    pointermove(event: PointerEvent) {
      if (Math.hypot(event.clientX - from.x, event.clientY - from.y) > SLACK) cancel()
    },
    pointerup: cancel,
    pointercancel: cancel,
    contextmenu(event: Event) {
      event.preventDefault()
      if (!held) open(place(event))
    },
  }
}

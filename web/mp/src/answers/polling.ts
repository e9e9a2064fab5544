import { onMounted, onUnmounted } from 'vue'

const EVERY = 4000

/** Asks again every few seconds while somebody looks at the page, never twice at once. */
export function usePolling(ask: () => Promise<void>): void {
  let timer: ReturnType<typeof setInterval> | undefined
  let asking = false

  async function tick(): Promise<void> {
    if (asking || document.visibilityState === 'hidden') return
    asking = true
    try {
      await ask()
    } finally {
      asking = false
    }
  }

  onMounted(() => (timer = setInterval(() => void tick(), EVERY)))
  onUnmounted(() => clearInterval(timer))
}

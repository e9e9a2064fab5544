import { createSocket } from '@teahouse/kit'
import { onMounted, onUnmounted } from 'vue'

/** Does one thing at a time; what is asked for meanwhile is done once more afterwards. */
export function oneAtATime(act: () => Promise<void>): () => Promise<void> {
  let running = false
  let again = false
  return async function run(): Promise<void> {
    again = running
    if (running) return
    running = true
    try {
      await act()
    } finally {
      running = false
    }
    if (again) await run()
  }
}

/** Reads anew whenever something was said in a conversation of the account, and after the line was down. */
export function useAnswersLive(appid: string, read: () => Promise<void>): void {
  const hear = oneAtATime(read)
  const socket = createSocket({
    path: `/api/mp/answers-socket?appid=${encodeURIComponent(appid)}`,
    onMessage: (frame: { type: string }) => {
      if (frame.type === 'said') void hear()
    },
    onOpen: () => void hear(),
    onSignedOut: () => void hear(),
  })
  onMounted(() => socket.open())
  onUnmounted(() => socket.close())
}

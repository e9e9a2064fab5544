import { ref } from 'vue'

/** The network's time in unix seconds: the sandbox may shift its clock against this machine's. */
export const now = ref(Math.floor(Date.now() / 1000))

let offset = 0

function tick(): void {
  now.value = Math.floor(Date.now() / 1000) + offset
}

export function followClock(serverNow: number): void {
  offset = serverNow - Math.floor(Date.now() / 1000)
  tick()
}

setInterval(tick, 15_000)

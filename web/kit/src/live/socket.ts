import { readonly, ref, type Ref } from 'vue'

export type SocketState = 'closed' | 'connecting' | 'open' | 'waiting'

export interface LiveSocket {
  state: Readonly<Ref<SocketState>>
  open(): void
  close(): void
  /** False when the socket is not open: what is sent over it is only ever a hint. */
  send(message: unknown): boolean
}

export interface LiveSocketOptions<T> {
  /** Path on this origin, such as `/api/phone/socket`. */
  path: string
  onMessage: (message: T) => void
  /** After each successful connection: the surface syncs here, because pushes are only hints. */
  onOpen?: () => void
  /** The login has ended: the surface reads something, and the answer 401 leads to its sign-in page. */
  onSignedOut?: () => void
  /** Milliseconds between attempts; each failure doubles the wait up to the last one. */
  firstWait?: number
  longestWait?: number
  connect?: (url: string) => WebSocket
  random?: () => number
}

/** Close code of kit/sockets.py. */
const SIGNED_OUT = 4401

/** Full jitter between half and the whole of the doubled wait, so that many phones do not return at once. */
export function backoff(attempt: number, first: number, longest: number, random: () => number): number {
  const whole = Math.min(longest, first * 2 ** attempt)
  return Math.round(whole / 2 + (whole / 2) * random())
}

function socketUrl(path: string): string {
  const url = new URL(path, window.location.href)
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
  return url.toString()
}

/** A WebSocket that comes back by itself, at once when the network or the page comes back. */
export function createSocket<T>(options: LiveSocketOptions<T>): LiveSocket {
  const state = ref<SocketState>('closed')
  const connect = options.connect ?? ((url: string) => new WebSocket(url))
  let socket: WebSocket | null = null
  let attempt = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  function start(): void {
    clearTimeout(timer)
    state.value = 'connecting'
    const current = connect(socketUrl(options.path))
    socket = current
    current.onopen = () => {
      attempt = 0
      state.value = 'open'
      options.onOpen?.()
    }
    current.onmessage = (event: MessageEvent<string>) => {
      const message = JSON.parse(event.data) as T & { type?: string }
      if (message.type === 'ping') current.send('{"type":"pong"}')
      else options.onMessage(message)
    }
    current.onclose = (event: CloseEvent) => {
      if (socket !== current) return
      later()
      if (event.code === SIGNED_OUT) options.onSignedOut?.()
    }
  }

  function later(): void {
    socket = null
    state.value = 'waiting'
    timer = setTimeout(
      start,
      backoff(
        attempt,
        options.firstWait ?? 500,
        options.longestWait ?? 20_000,
        options.random ?? Math.random,
      ),
    )
    attempt += 1
  }

  function now(): void {
    if (state.value === 'waiting' && document.visibilityState !== 'hidden') start()
  }

  return {
    state: readonly(state),
    open() {
      if (state.value !== 'closed') return
      window.addEventListener('online', now)
      document.addEventListener('visibilitychange', now)
      start()
    },
    close() {
      window.removeEventListener('online', now)
      document.removeEventListener('visibilitychange', now)
      clearTimeout(timer)
      const current = socket
      socket = null
      state.value = 'closed'
      current?.close()
    },
    send(message) {
      if (socket === null || state.value !== 'open') return false
      socket.send(JSON.stringify(message))
      return true
    },
  }
}

import { createSocket, type SocketState } from '@teahouse/kit'
import { onBeforeUnmount, reactive, ref, watch, type Ref } from 'vue'
import { debounced } from '../ui/debounced'
import { usePaged, type Paged } from '../ui/load'
import { sandboxApi, type Call, type LiveMessage, type Push } from './api'
import { callMatches, merge, pushMatches } from './stream'

export interface Filter {
  q: string
  state: 'all' | 'ok' | 'failed'
}

export interface Inspector {
  pushes: Paged<Push, { items: Push[]; next?: string | null }>
  calls: Paged<Call, { items: Call[]; next?: string | null }>
  filter: Filter
  paused: Ref<boolean>
  /** What came while paused and is not shown yet. */
  waiting: Ref<number>
  connection: Readonly<Ref<SocketState>>
  resume: () => void
  /** Shows a push at once, before the socket tells of it. */
  show: (push: Push) => void
}

/** Pushes and calls of one account as they happen: pages for the past, the socket for the present. */
export function useInspector(appid: string, first: Filter): Inspector {
  const filter = reactive<Filter>({ ...first })
  const paused = ref(false)
  const waiting = ref(0)
  const query = (cursor: string | null) => ({ cursor, q: filter.q.trim() })
  const pushes = usePaged<Push>((cursor) =>
    sandboxApi.pushes(appid, { ...query(cursor), state: filter.state }),
  )
  const calls = usePaged<Call>((cursor) =>
    sandboxApi.calls(appid, { ...query(cursor), errors_only: filter.state === 'failed' }),
  )

  function show(push: Push): void {
    const known = pushes.items.value.some((each) => each.id === push.id)
    if (!known && !pushMatches(push, filter.state, filter.q)) return
    pushes.items.value = merge(pushes.items.value, push, (each) => each.id)
  }

  function showCall(call: Call): void {
    if (
      filter.state === 'ok'
        ? callMatches(call, true, '')
        : !callMatches(call, filter.state === 'failed', filter.q)
    )
      return
    calls.items.value = merge(calls.items.value, call, (each) => each.rid)
  }

  function take(message: LiveMessage): void {
    if (paused.value) waiting.value += 1
    else if (message.type === 'push') show(message.push)
    else showCall(message.call)
  }

  function readAgain(): void {
    void pushes.reload()
    void calls.reload()
  }

  function resume(): void {
    paused.value = false
    waiting.value = 0
    readAgain()
  }

  const socket = createSocket<LiveMessage>({
    onSignedOut: readAgain,
    path: `/api/mp/socket?appid=${encodeURIComponent(appid)}`,
    onMessage: take,
    onOpen: () => {
      if (!paused.value) readAgain()
    },
  })
  watch(filter, debounced(readAgain))
  readAgain()
  socket.open()
  onBeforeUnmount(() => socket.close())

  return { pushes, calls, filter, paused, waiting, connection: socket.state, resume, show }
}

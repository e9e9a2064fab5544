import { createSocket, type SocketState } from '@teahouse/kit'
import { computed, onBeforeUnmount, ref, shallowRef, watch, type ComputedRef, type Ref } from 'vue'
import { messageOf } from '../client'
import { serviceApi, type Agent, type DeskMessage, type DeskView, type Guest } from './api'

export interface Desk {
  agents: Ref<Agent[]>
  /** As which agent the operator acts; empty while there is none. */
  acting: Ref<string>
  me: ComputedRef<Agent | undefined>
  view: Ref<DeskView>
  openid: Ref<string | null>
  guest: ComputedRef<Guest | undefined>
  messages: Ref<DeskMessage[]>
  older: Ref<boolean>
  loading: Ref<boolean>
  error: Ref<string>
  connection: Readonly<Ref<SocketState>>
  refresh: () => Promise<void>
  readOlder: () => Promise<void>
}

/** The desk of one account: read whole whenever the socket says that something changed. */
export function useDesk(appid: string): Desk {
  const kept = `teahouse.mp.agent.${appid}`
  const agents = ref<Agent[]>([])
  const acting = ref(localStorage.getItem(kept) ?? '')
  const view = shallowRef<DeskView>({ waiting: [], mine: [] })
  const openid = ref<string | null>(null)
  const messages = shallowRef<DeskMessage[]>([])
  const older = ref(false)
  const loading = ref(true)
  const error = ref('')
  const me = computed(() => agents.value.find((one) => one.kf_account === acting.value))
  const guest = computed(() =>
    [...view.value.mine, ...view.value.waiting].find((one) => one.openid === openid.value),
  )
  let turn = 0

  async function refresh(): Promise<void> {
    const mine = ++turn
    try {
      const found = (await serviceApi.agents(appid)).items.filter((one) => one.state === 'bound')
      if (mine !== turn) return
      agents.value = found
      if (!me.value) acting.value = found[0]?.kf_account ?? ''
      const seen = await serviceApi.desk(appid, acting.value)
      const page = openid.value ? await serviceApi.messages(appid, openid.value) : null
      if (mine !== turn) return
      view.value = seen
      take(page?.items ?? [], page?.more ?? false)
      error.value = ''
    } catch (reason) {
      if (mine === turn) error.value = messageOf(reason)
    } finally {
      if (mine === turn) loading.value = false
    }
  }

  /** The newest page joins what was scrolled back to. */
  function take(newest: DeskMessage[], more: boolean): void {
    const first = newest[0]?.seq ?? 0
    const before = messages.value.filter((one) => one.seq < first)
    const joins = before.length > 0 && before[before.length - 1]?.seq === first - 1
    messages.value = joins ? [...before, ...newest] : newest
    if (!joins) older.value = more
  }

  async function readOlder(): Promise<void> {
    const first = messages.value[0]
    const wanted = openid.value
    if (!first || !wanted) return
    const page = await serviceApi.messages(appid, wanted, first.seq)
    if (wanted !== openid.value) return
    messages.value = [...page.items, ...messages.value]
    older.value = page.more
  }

  watch(acting, (name) => {
    localStorage.setItem(kept, name)
    openid.value = null
    void refresh()
  })
  watch(openid, () => {
    messages.value = []
    older.value = false
    void refresh()
  })

  const socket = createSocket({
    path: `/api/mp/desk-socket?appid=${encodeURIComponent(appid)}`,
    onMessage: (frame: { type: string }) => {
      if (frame.type === 'desk') void refresh()
    },
    onOpen: () => void refresh(),
    onSignedOut: () => void refresh(),
  })
  void refresh()
  socket.open()
  onBeforeUnmount(() => socket.close())

  return {
    agents,
    acting,
    me,
    view,
    openid,
    guest,
    messages,
    older,
    loading,
    error,
    connection: socket.state,
    refresh,
    readOlder,
  }
}

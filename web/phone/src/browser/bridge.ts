import { ref, shallowReactive, type Ref } from 'vue'

/** What a page asks through window.WeixinJSBridge; `shown` is its address in the frame. */
export interface BridgeCall {
  name: string
  args: Record<string, unknown>
  shown: string
}

/** `err_msg` as WeChat's own: "name:ok", "name:cancel", "name:fail". Files become local ids of the page. */
export type BridgeAnswer = Record<string, unknown> & { err_msg: string }
export type BridgeHandler = (call: BridgeCall) => BridgeAnswer | Promise<BridgeAnswer>

/** What a page told of itself; forgotten when the frame shows another. */
export interface BridgedPage {
  /** The appid of wx.config once it was right. */
  appid: string
  granted: Set<string>
  listens: Set<string>
  /** Address and title as its site knows them. */
  real: string
  title: string
}

/** May be called before wx.config, as in WeChat. */
const FREE = new Set(['preVerifyJSAPI', 'closeWindow', 'hideOptionMenu', 'showOptionMenu', 'imagePreview'])
/** Other names of the bridge under which a right of jsApiList is used. */
const RIGHTS: Record<string, string[]> = {
  sendAppMessage: ['menu:share:appmessage', 'updateAppMessageShareData'],
  shareTimeline: ['menu:share:timeline', 'updateTimelineShareData'],
  getNetworkType: ['getNetworkType'],
  translateVoice: ['uploadVoice'],
  subscribeNotices: ['wx-open-subscribe'],
}

export function allowed(name: string, granted: ReadonlySet<string>): boolean {
  return FREE.has(name) || granted.has(name) || (RIGHTS[name] ?? []).some((right) => granted.has(right))
}

function emptyPage(): BridgedPage {
  return { appid: '', granted: new Set(), listens: new Set(), real: '', title: '' }
}

interface Told {
  teahouse: string
  shown: string
  real?: unknown
  title?: unknown
  id?: unknown
  name?: unknown
  args?: unknown
}

function isTold(data: unknown): data is Told {
  return (
    typeof data === 'object' &&
    data !== null &&
    'teahouse' in data &&
    typeof data.teahouse === 'string' &&
    'shown' in data &&
    typeof data.shown === 'string'
  )
}

/**
 * The phone's end of the bridge. A page is believed about nothing but its path: which site it is on, the browser
 * itself says with each message.
 */
export function useBridge(
  frame: Ref<HTMLIFrameElement | undefined>,
  handlers: Readonly<Record<string, BridgeHandler>>,
  onPage: () => void,
) {
  const page = shallowReactive<BridgedPage>(emptyPage())
  const on = ref(false)
  let fresh = false

  function forget(): void {
    Object.assign(page, emptyPage())
    on.value = false
    onPage()
  }

  async function perform(told: Told): Promise<BridgeAnswer> {
    const name = String(told.name)
    const handler = Object.hasOwn(handlers, name) ? handlers[name] : undefined
    if (!handler) return { err_msg: `${name}:function not exist` }
    if (!allowed(name, page.granted)) return { err_msg: `${name}:permission denied` }
    const args = typeof told.args === 'object' && told.args !== null ? told.args : {}
    try {
      return await handler({ name, args: args as Record<string, unknown>, shown: told.shown })
    } catch {
      return { err_msg: `${name}:fail` }
    }
  }

  async function hear(event: MessageEvent<unknown>): Promise<void> {
    const source = frame.value?.contentWindow
    if (!source || event.source !== source || !isTold(event.data)) return
    const told = event.data
    if (!told.shown.startsWith(`${event.origin}/`)) return
    if (told.teahouse === 'page') {
      forget()
      fresh = true
    }
    on.value = true
    page.real = typeof told.real === 'string' ? told.real : told.shown
    page.title = typeof told.title === 'string' ? told.title.slice(0, 120) : ''
    if (told.teahouse === 'on') page.listens = new Set([...page.listens, String(told.name)])
    if (told.teahouse !== 'call') return
    const answer = await perform(told)
    if (frame.value?.contentWindow === source)
      source.postMessage({ teahouse: 'answer', id: told.id, answer }, event.origin)
  }

  /** Tell the page that a menu item was pressed; the page answers with a call. */
  function emit(name: string, answer: Record<string, unknown> = {}): void {
    frame.value?.contentWindow?.postMessage({ teahouse: 'event', name, answer }, '*')
  }

  /** The frame has loaded something; when no bridge spoke up before, it has none. */
  function loaded(): void {
    if (!fresh) forget()
    fresh = false
  }

  return { page, on, hear, emit, loaded }
}

import { onScopeDispose, reactive, shallowRef, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { notices, type NoticeAsked } from '../api/notices'
import type { PickedLocation } from '../api/shapes'
import { webview } from '../api/webview'
import { subscribeDetails } from '../notices/details'
import { useScanned } from '../scan/useScanned'
import { confirm } from '../ui/ask'
import { showPictures } from '../ui/viewer'
import { useBridge, type BridgeAnswer, type BridgeHandler } from './bridge'
import { shareCard, type ShareCard } from './share'
import { useVoices } from './voices'

/** Templates that the person takes notifications of, and whether that is to stand. */
export interface NoticeSaid {
  accepted: string[]
  keep: boolean
}

/** A question to the person that a page waits for. */
export type Asked =
  | { kind: 'share' | 'moment'; card: ShareCard; answer: (sent: boolean) => void }
  | { kind: 'scan'; answer: (text: string | null) => void }
  | { kind: 'notices'; appid: string; items: NoticeAsked[]; answer: (said: NoticeSaid) => void }
  | { kind: 'pick'; answer: (place: PickedLocation | null) => void }
  | { kind: 'place'; latitude: number; longitude: number; name: string; address: string }

/** Items of the menu that pages may hide, by WeChat's names. */
const ITEMS = [
  'menuItem:share:appMessage',
  'menuItem:share:timeline',
  'menuItem:copyUrl',
  'menuItem:refresh',
  'menuItem:openWithSafari',
]
const LONGEST_WAIT = 8000

/** What pages may do through the JS-SDK, and the state of the browser that follows from it. */
export function useJsApis(frame: Ref<HTMLIFrameElement | undefined>, close: () => void) {
  const { t } = useI18n()
  const scanned = useScanned()
  const asked = shallowRef<Asked | null>(null)
  const menu = reactive({ shown: true, hidden: new Set<string>() })
  let forFriends: Record<string, unknown> = {}
  let forMoments: Record<string, unknown> = {}

  const voices = useVoices(
    (voice) => bridge.emit('onVoiceRecordEnd', { files: [voice], one: true, err_msg: 'onVoiceRecordEnd:ok' }),
    () => bridge.emit('onVoicePlayEnd', { err_msg: 'onVoicePlayEnd:ok' }),
  )

  function forget(): void {
    menu.shown = true
    menu.hidden.clear()
    forFriends = {}
    forMoments = {}
    voices.close()
  }

  const ok = (name: string, more: Record<string, unknown> = {}): BridgeAnswer => ({
    ...more,
    err_msg: `${name}:ok`,
  })

  const config: BridgeHandler = async ({ name, args, shown }) => {
    const apis = Array.isArray(args.verifyJsApiList) ? args.verifyJsApiList.map(String) : []
    const tags = Array.isArray(args.verifyOpenTagList) ? args.verifyOpenTagList.map(String) : []
    const appid = String(args.verifyAppId)
    const answer = await webview.config({
      appid,
      timestamp: String(args.verifyTimestamp),
      noncestr: String(args.verifyNonceStr),
      signature: String(args.verifySignature),
      url: shown,
      apis: [...apis, ...tags],
    })
    if (answer.fault !== null) return { err_msg: `${name}:${answer.fault}` }
    bridge.page.appid = appid
    bridge.page.granted = new Set(answer.granted)
    return ok(name, { openTags: tags.filter((tag) => bridge.page.granted.has(tag)) })
  }

  const checkJsApi: BridgeHandler = ({ name, args }) => {
    const list = Array.isArray(args.jsApiList) ? args.jsApiList.map(String) : []
    const checkResult = Object.fromEntries(list.map((api) => [api, bridge.page.granted.has(api)]))
    return ok(name, { checkResult })
  }

  function share(args: Record<string, unknown>, kind: 'share' | 'moment'): Promise<boolean> {
    return ask(shareCard(args, bridge.page), kind)
  }

  function ask(card: ShareCard, kind: 'share' | 'moment'): Promise<boolean> {
    return new Promise((answer) => (asked.value = { kind, card, answer }))
  }

  const sendAppMessage: BridgeHandler = async ({ args }) => ({
    err_msg: (await share(args, 'share')) ? 'send_app_msg:ok' : 'send_app_msg:cancel',
  })
  const shareTimeline: BridgeHandler = async ({ args }) => ({
    err_msg: (await share(args, 'moment')) ? 'share_timeline:ok' : 'share_timeline:cancel',
  })

  /** The menu's item: a page that wants to say what is shared is asked first. */
  function shareToFriend(): void {
    if (bridge.page.listens.has('menu:share:appmessage'))
      bridge.emit('menu:share:appmessage', { scene: 'friend', shareTo: 'friend' })
    else void share(forFriends, 'share')
  }

  function shareToMoments(): void {
    if (bridge.page.listens.has('menu:share:timeline'))
      bridge.emit('menu:share:timeline', { shareTo: 'timeline' })
    else void share(forMoments, 'moment')
  }

  const chooseImage: BridgeHandler = ({ name, args }) =>
    new Promise((resolve) => {
      const input = document.createElement('input')
      const most = Math.max(1, Math.min(9, Number(args.count) || 9))
      input.type = 'file'
      input.accept = 'image/*'
      input.multiple = most > 1
      const sources = Array.isArray(args.sourceType) ? args.sourceType : []
      if (sources.length === 1 && sources[0] === 'camera') input.capture = 'environment'
      input.oncancel = () => resolve({ err_msg: `${name}:cancel` })
      input.onchange = () =>
        resolve(ok(name, { files: Array.from(input.files ?? []).slice(0, most), sourceType: 'album' }))
      input.click()
    })

  const previewImage: BridgeHandler = ({ name, args }) => {
    const urls = (Array.isArray(args.urls) ? args.urls : []).map((url: unknown) =>
      url instanceof Blob ? URL.createObjectURL(url) : String(url),
    )
    if (urls.length === 0) return { err_msg: `${name}:fail` }
    showPictures(urls, Math.max(0, Number(args.current) || 0))
    return ok(name)
  }

  const uploadImage: BridgeHandler = async ({ name, args }) => {
    if (!(args.file instanceof Blob)) return { err_msg: `${name}:fail` }
    const stored = await webview.upload(bridge.page.appid, args.file)
    return ok(name, { serverId: stored.media_id })
  }

  const downloadImage: BridgeHandler = async ({ name, args }) => {
    const picture = await webview.download(bridge.page.appid, String(args.serverId))
    return ok(name, { files: [picture], one: true })
  }

  const uploadVoice: BridgeHandler = async ({ name, args }) => {
    const stored = await webview.upload(bridge.page.appid, voice(args))
    return ok(name, { serverId: stored.media_id })
  }

  function here(): Promise<GeolocationCoordinates | null> {
    return new Promise((resolve) => {
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => resolve(coords),
        () => resolve(null),
        { timeout: LONGEST_WAIT },
      )
    })
  }

  /** Where the device cannot say where it is, the person can. */
  const getLocation: BridgeHandler = async () => {
    const { host } = new URL(bridge.page.real)
    if (!(await confirm(t('bridge.locationAsk', { host }), t('bridge.allow'))))
      return { err_msg: 'geo_location:cancel' }
    const coords = await here()
    if (coords) {
      const { latitude, longitude, accuracy, speed } = coords
      return ok('geo_location', { latitude, longitude, accuracy, speed: speed ?? 0 })
    }
    const place = await new Promise<PickedLocation | null>(
      (answer) => (asked.value = { kind: 'pick', answer }),
    )
    if (!place) return { err_msg: 'geo_location:fail' }
    return ok('geo_location', {
      latitude: place.latitude,
      longitude: place.longitude,
      accuracy: 0,
      speed: 0,
    })
  }

  const openLocation: BridgeHandler = ({ name, args }) => {
    const [latitude, longitude] = [Number(args.latitude), Number(args.longitude)]
    if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) return { err_msg: `${name}:fail` }
    const text = (value: unknown) => (typeof value === 'string' ? value.slice(0, 200) : '')
    asked.value = { kind: 'place', latitude, longitude, name: text(args.name), address: text(args.address) }
    return ok(name)
  }

  const scanQRCode: BridgeHandler = async ({ name, args }) => {
    const text = await new Promise<string | null>((answer) => (asked.value = { kind: 'scan', answer }))
    if (text === null) return { err_msg: `${name}:cancel` }
    if (Number(args.needResult) === 1) return ok(name, { resultStr: text })
    void scanned(text)
    return ok(name)
  }

  /** Asks about notifications, unless all answers stand already. */
  async function subscribe(appid: string, templates: string[], inArticle: boolean): Promise<BridgeAnswer> {
    const { fault, items } = await notices.question(appid, templates)
    if (fault !== null) return { err_msg: 'subscribe:fail', errCode: fault }
    const said = items.every((one) => one.kept !== '')
      ? { accepted: [], keep: false }
      : await new Promise<NoticeSaid>((answer) => (asked.value = { kind: 'notices', appid, items, answer }))
    const answer = await notices.answer(appid, {
      ...said,
      templates: items.map((one) => one.template_id),
      in_article: inArticle,
    })
    return ok('subscribe', { subscribeDetails: subscribeDetails(answer.said) })
  }

  const subscribeNotices: BridgeHandler = ({ args }) =>
    subscribe(bridge.page.appid, String(args.template).split(','), false)

  function switchItems(args: Record<string, unknown>, hide: boolean): void {
    for (const item of Array.isArray(args.menuList) ? args.menuList.map(String) : []) {
      if (hide) menu.hidden.add(item)
      else menu.hidden.delete(item)
    }
  }

  const voice = (args: Record<string, unknown>): Blob => {
    if (args.file instanceof Blob) return args.file
    throw new Error('no such voice')
  }
  /** A handler that has nothing to tell but that it worked. */
  const plain =
    (act: (args: Record<string, unknown>) => unknown): BridgeHandler =>
    async ({ name, args }) => {
      await act(args)
      return ok(name)
    }

  const handlers: Record<string, BridgeHandler> = {
    preVerifyJSAPI: config,
    checkJsApi,
    sendAppMessage,
    shareTimeline,
    updateAppMessageShareData: plain((args) => (forFriends = args)),
    updateTimelineShareData: plain((args) => (forMoments = args)),
    chooseImage,
    imagePreview: previewImage,
    uploadImage,
    downloadImage,
    uploadVoice,
    downloadVoice: downloadImage,
    // Nobody here can tell what a voice says.
    translateVoice: ({ name }) => ({ err_msg: `${name}:fail` }),
    geoLocation: getLocation,
    openLocation,
    scanQRCode,
    subscribeNotices,
    getNetworkType: () => ({ err_msg: `network_type:${navigator.onLine ? 'wifi' : 'fail'}` }),
    closeWindow: plain(close),
    hideOptionMenu: plain(() => (menu.shown = false)),
    showOptionMenu: plain(() => (menu.shown = true)),
    hideMenuItems: plain((args) => switchItems(args, true)),
    showMenuItems: plain((args) => switchItems(args, false)),
    hideAllNonBaseMenuItem: plain(() => switchItems({ menuList: ITEMS }, true)),
    showAllNonBaseMenuItem: plain(() => menu.hidden.clear()),
    startRecord: plain(voices.start),
    stopRecord: async ({ name }) => ok(name, { files: [await voices.stop()], one: true }),
    playVoice: plain((args) => voices.play(voice(args))),
    pauseVoice: plain(voices.pause),
    stopVoice: plain(voices.halt),
  }

  const bridge = useBridge(frame, handlers, forget)
  const hear = (event: MessageEvent<unknown>): void => void bridge.hear(event)
  window.addEventListener('message', hear)
  onScopeDispose(() => {
    window.removeEventListener('message', hear)
    voices.close()
  })

  return { bridge, asked, menu, shareToFriend, shareToMoments, ask, subscribe }
}

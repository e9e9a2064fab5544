import { ref, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import { accounts as api } from '../api/accounts'
import { conversations } from '../api/conversations'
import type { MenuButton, MenuResult, PickedLocation } from '../api/shapes'
import { tell, tellFailure } from '../ui/ask'
import type { PictureWay } from './pictureWay'

type Path = [number, number | null]

const PICTURES: Record<string, PictureWay> = {
  pic_sysphoto: 'camera',
  pic_photo_or_album: 'both',
  pic_weixin: 'album',
}

/** What each type of menu button does: some act at once, some ask for a scan, a place or pictures first. */
export function useMenuPress(appid: Ref<string>) {
  const { t } = useI18n()
  const router = useRouter()
  const busy = ref(false)
  const asking = ref<'none' | 'scan' | 'location' | 'picture'>('none')
  const source = ref<PictureWay>('both')
  let path: Path = [0, null]
  let type: string | null = null

  async function send(result?: () => Promise<MenuResult>): Promise<void> {
    asking.value = 'none'
    if (busy.value) return
    busy.value = true
    try {
      const answer = await api.click(appid.value, path, await result?.())
      if (answer.open_url !== null) await router.push({ path: '/browse', query: { url: answer.open_url } })
    } catch (reason) {
      tellFailure(reason)
    } finally {
      busy.value = false
    }
  }

  async function press(button: MenuButton, at: Path): Promise<void> {
    path = at
    type = button.type
    const way = PICTURES[button.type ?? '']
    if (button.type?.startsWith('scancode_')) asking.value = 'scan'
    else if (button.type === 'location_select') asking.value = 'location'
    else if (way) {
      source.value = way
      asking.value = 'picture'
    } else await send()
  }

  /** scancode_push shows the person what the code held; scancode_waitmsg waits for the account's answer. */
  async function scanned(text: string): Promise<void> {
    await send(() => Promise.resolve({ scan_text: text }))
    if (type !== 'scancode_push') return
    if (/^https?:\/\//i.test(text)) await router.push({ path: '/scan/text', query: { text } })
    else tell(t('scan.found', { text }))
  }

  async function upload(files: readonly Blob[]): Promise<MenuResult> {
    const stored = await Promise.all(files.map((file) => conversations.upload(file, 'image')))
    return { files: stored.map((one) => one.file) }
  }

  return {
    busy,
    asking,
    source,
    press,
    scanned,
    located: (place: PickedLocation) => send(() => Promise.resolve({ location: place })),
    pictured: (files: readonly Blob[]) => send(() => upload(files)),
    cancel: () => (asking.value = 'none'),
  }
}

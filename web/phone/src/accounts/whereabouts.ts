import { onBeforeUnmount, ref } from 'vue'
import { accounts } from '../api/accounts'
import { say } from '../app/language'
import { tell, tellFailure } from '../ui/ask'

const EVERY = 5000
const PATIENCE = 8000

function position(): Promise<GeolocationCoordinates> {
  return new Promise((found, failed) => {
    if (!('geolocation' in navigator)) {
      failed(new Error('no geolocation'))
      return
    }
    navigator.geolocation.getCurrentPosition(({ coords }) => found(coords), failed, {
      enableHighAccuracy: true,
      timeout: PATIENCE,
    })
  })
}

/** An account that may know where I am learns it when I open its chat, and as long as it is open if it wants to. */
export function useWhereabouts() {
  const asking = ref(false)
  const visit = { appid: '', always: false, over: false }
  let timer: ReturnType<typeof setInterval> | undefined
  const isOver = (): boolean => visit.over

  /** Once for each time the chat is opened. */
  async function begin(appid: string): Promise<void> {
    if (visit.appid || isOver()) return
    visit.appid = appid
    const stands = await accounts.location(appid).catch(() => null)
    if (isOver() || !stands || stands.mode === 'off' || stands.consent === 'refused') return
    visit.always = stands.mode === 'always'
    if (stands.consent === 'ask') asking.value = true
    else await start()
  }

  async function answer(allow: boolean): Promise<void> {
    asking.value = false
    try {
      await accounts.answerLocation(visit.appid, allow)
      if (allow) await start()
    } catch (reason) {
      tellFailure(reason)
    }
  }

  /** Closed without an answer: I am asked again the next time. */
  function later(): void {
    asking.value = false
  }

  async function start(): Promise<void> {
    const here = await position().catch(() => null)
    if (isOver()) return
    if (!here) {
      tell(say('whereabouts.unknown'))
      return
    }
    if ((await told(here)) && visit.always && !isOver()) timer = setInterval(() => void again(), EVERY)
  }

  /** What fails now may work in five seconds; nobody is told about it again and again. */
  async function again(): Promise<void> {
    if (document.visibilityState !== 'visible') return
    const here = await position().catch(() => null)
    if (here && !isOver() && !(await told(here))) clearInterval(timer)
  }

  /** Whether the account still wants to know. */
  async function told({ latitude, longitude, accuracy }: GeolocationCoordinates): Promise<boolean> {
    const place = { latitude, longitude, precision: accuracy }
    const { reported } = await accounts.reportLocation(visit.appid, place).catch(() => ({ reported: true }))
    return reported
  }

  onBeforeUnmount(() => {
    visit.over = true
    clearInterval(timer)
  })
  return { asking, begin, answer, later }
}

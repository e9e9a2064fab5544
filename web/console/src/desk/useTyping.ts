import { onScopeDispose } from 'vue'
import { api, ofBrand } from '../api'

/** WeChat shows 对方正在输入… for some seconds; it is told again while writing goes on. */
const repeatAfter = 5000
const endsAfter = 6000

/** Tell the fan that somebody is writing. Losing such a call harms nobody. */
export function useTyping(conversationId: string): { typed: () => void; stopped: () => void } {
  let toldAt = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  function tell(on: boolean): void {
    api.post(ofBrand(`/desk/conversations/${conversationId}/typing`), { on }).catch(() => undefined)
  }

  function stopped(): void {
    clearTimeout(timer)
    if (toldAt === 0) return
    toldAt = 0
    tell(false)
  }

  function typed(): void {
    clearTimeout(timer)
    timer = setTimeout(stopped, endsAfter)
    const present = Date.now()
    if (present - toldAt < repeatAfter) return
    toldAt = present
    tell(true)
  }

  onScopeDispose(stopped)
  return { typed, stopped }
}

import { ElMessage } from 'element-plus'
import { ref, type Ref } from 'vue'
import { sentenceOf } from '../api'

/** A button's work: one at a time, a refusal is said, `true` when it went through. */
export function useAction(): {
  busy: Ref<boolean>
  run: (work: () => Promise<unknown>, done?: string) => Promise<boolean>
} {
  const busy = ref(false)
  async function run(work: () => Promise<unknown>, done?: string): Promise<boolean> {
    if (busy.value) return false
    busy.value = true
    try {
      await work()
      if (done !== undefined) ElMessage.success({ message: done, grouping: true })
      return true
    } catch (reason) {
      ElMessage.error({ message: sentenceOf(reason), grouping: true })
      return false
    } finally {
      busy.value = false
    }
  }
  return { busy, run }
}

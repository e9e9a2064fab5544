import { ApiError } from '@teahouse/kit'
import { reactive, ref } from 'vue'

/** Sending of one form: busy while it runs, the server's words beside the field they are about. */
export function useForm() {
  const busy = ref(false)
  const errors = reactive<Record<string, string>>({})
  const failure = ref('')

  /** True when it went through. What was typed stays either way. */
  async function submit(act: () => Promise<unknown>): Promise<boolean> {
    if (busy.value) return false
    busy.value = true
    failure.value = ''
    for (const field of Object.keys(errors)) errors[field] = ''
    try {
      await act()
      return true
    } catch (reason) {
      if (!(reason instanceof ApiError)) throw reason
      if (reason.field === null) failure.value = reason.message
      else errors[reason.field] = reason.message
      return false
    } finally {
      busy.value = false
    }
  }

  return { busy, errors, failure, submit }
}

import { ApiError } from '@teahouse/kit'
import { reactive, ref, type Ref } from 'vue'
import { sentenceOf } from '../api'

export interface Form<T extends object> {
  values: T
  /** Sentences of the server by field name. */
  errors: Partial<Record<string, string>>
  /** A refusal that belongs to no field. */
  failure: Ref<string>
  sending: Ref<boolean>
  /** Run the call once; true when it went through. What was typed stays either way. */
  submit: (send: (values: T) => Promise<void>) => Promise<boolean>
}

export function useForm<T extends object>(initial: T): Form<T> {
  const values = reactive({ ...initial }) as T
  const errors = reactive<Partial<Record<string, string>>>({})
  const failure = ref('')
  const sending = ref(false)

  async function submit(send: (values: T) => Promise<void>): Promise<boolean> {
    if (sending.value) return false
    sending.value = true
    failure.value = ''
    for (const field of Object.keys(errors)) errors[field] = undefined
    try {
      await send(values)
      return true
    } catch (reason) {
      const field = reason instanceof ApiError ? reason.field : null
      if (field !== null && field in values) errors[field] = sentenceOf(reason)
      else failure.value = sentenceOf(reason)
      return false
    } finally {
      sending.value = false
    }
  }

  return { values, errors, failure, sending, submit }
}

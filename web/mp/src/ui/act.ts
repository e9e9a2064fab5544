import { ApiError, copyText } from '@teahouse/kit'
import { ElMessage, ElMessageBox } from 'element-plus'
import { reactive, ref, type Ref } from 'vue'
import { messageOf } from '../client'
import { language } from '../language'

const say = (key: string): string => language.plugin.global.t(key)

/** Runs an act; says what went wrong. Answers whether it worked. */
export async function attempt(act: () => Promise<unknown>): Promise<boolean> {
  try {
    await act()
    return true
  } catch (error) {
    ElMessage.error(messageOf(error))
    return false
  }
}

export function done(message: string): void {
  ElMessage.success(message)
}

export interface Question {
  title: string
  text: string
  act: string
  /** Adds rather than takes away, so its button need not warn. */
  harmless?: boolean
}

/** Asks before an act with consequences, in words that say what they are. */
export async function agreed(question: Question): Promise<boolean> {
  try {
    await ElMessageBox.confirm(question.text, question.title, {
      confirmButtonText: question.act,
      cancelButtonText: say('common.cancel'),
      confirmButtonClass: question.harmless ? '' : 'el-button--danger',
      autofocus: false,
    })
    return true
  } catch {
    return false
  }
}

export async function copy(text: string): Promise<void> {
  if (await copyText(text)) done(say('common.copied'))
  else ElMessage.error(say('common.copyFailed'))
}

export interface FormState {
  sending: Ref<boolean>
  /** Field name to the server's sentence about it. */
  errors: Record<string, string>
  /** Answers the result, or undefined when the server refused or is being asked already; a refusal of a field stands beside that field. */
  send: <T>(act: () => Promise<T>) => Promise<T | undefined>
}

/** One form: disabled while it is sent, with the server's refusals where they belong. */
export function useForm(fields: readonly string[] = []): FormState {
  const sending = ref(false)
  const errors = reactive<Record<string, string>>({})

  function refuse(error: unknown): void {
    const field = error instanceof ApiError ? error.field : null
    if (field !== null && (fields.length === 0 || fields.includes(field))) errors[field] = messageOf(error)
    else ElMessage.error(messageOf(error))
  }

  async function send<T>(act: () => Promise<T>): Promise<T | undefined> {
    if (sending.value) return undefined
    for (const field of Object.keys(errors)) errors[field] = ''
    sending.value = true
    try {
      return await act()
    } catch (error) {
      refuse(error)
      return undefined
    } finally {
      sending.value = false
    }
  }

  return { sending, errors, send }
}

import { useI18n } from 'vue-i18n'
import type { DeskMessage } from './api'

/** One line that says what a message is. */
export function usePreview(): (message: DeskMessage) => string {
  const i18n = useI18n()
  return (message) => {
    if (message.recalled) return i18n.t('service.recalled')
    const text = message.content.text
    if (message.type === 'text' && typeof text === 'string') return text
    const title = message.content.title
    const kind = i18n.te(`service.type.${message.type}`)
      ? i18n.t(`service.type.${message.type}`)
      : i18n.t('service.type.other')
    return typeof title === 'string' && title ? `[${kind}] ${title}` : `[${kind}]`
  }
}

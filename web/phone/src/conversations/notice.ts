import { useI18n } from 'vue-i18n'
import type { ContentByType, Message } from '../api/shapes'
import { useSession } from '../people/session'

/** The words of the grey lines: the server sends codes, the phone has the language. */
export function useNotice() {
  const i18n = useI18n()
  const { t } = i18n
  const session = useSession()

  function words(content: ContentByType['notice']): string {
    const key = `notice.${content.code}`
    return i18n.te(key) ? t(key, content.params) : t('notice.other')
  }

  function recalled(message: Message): string {
    const own = message.from.kind === 'person' && message.from.id === session.me?.id
    return own ? t('chat.youRecalled') : t('chat.theyRecalled')
  }

  return { words, recalled }
}

import { useI18n } from 'vue-i18n'
import type { Message } from '../api/shapes'
import { plainText } from './richText'
import { useNotice } from './notice'

/** One line that says what a message is, for the chat list and for screen readers. */
export function usePreview(): (message: Message) => string {
  const { t } = useI18n()
  const notice = useNotice()

  return (message) => {
    if (message.recalled || message.type === 'recall') return notice.recalled(message)
    switch (message.type) {
      case 'text':
        return plainText(message.content.text)
      case 'notice':
        return notice.words(message.content)
      case 'template':
        return message.content.title
      case 'news':
      case 'article':
        return message.content.articles[0]?.title ?? t('type.news')
      case 'link':
      case 'music':
      case 'miniprogram':
        return `[${t(`type.${message.type}`)}] ${message.content.title}`
      case 'person_card':
        return `[${t('type.person_card')}] ${message.content.nickname}`
      case 'account_card':
        return `[${t('type.account_card')}] ${message.content.name}`
      case 'location':
        return `[${t('type.location')}] ${message.content.name ?? message.content.label}`
      case 'menu':
        return plainText(message.content.head)
      default:
        return `[${t(`type.${message.type}`)}]`
    }
  }
}

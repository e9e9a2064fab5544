import { createLanguage } from '@teahouse/kit'
import en from './i18n/en.json'
import zh from './i18n/zh-CN.json'

export const language = createLanguage({ 'zh-CN': zh, en })

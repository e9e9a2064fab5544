import { createLanguage } from '@teahouse/kit'
import en from '../i18n/en.json'
import zh from '../i18n/zh-CN.json'

export const language = createLanguage({ 'zh-CN': zh, en })

/** The words outside of components (stores, errors); components use `useI18n`. */
export const say = language.plugin.global.t

import { createLanguage, type Language } from '@teahouse/kit'
import en from './i18n/en.json'
import zh from './i18n/zh-CN.json'

export const language = createLanguage({ 'zh-CN': zh, en })

/** Translate outside of a component. */
export function say(key: string, values: Record<string, unknown> = {}): string {
  return language.plugin.global.t(key, values)
}

export type { Language }

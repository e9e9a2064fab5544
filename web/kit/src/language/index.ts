import type { Ref } from 'vue'
import { createI18n } from 'vue-i18n'

export const LANGUAGES = ['zh-CN', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

/** Nested message texts of one language. */
export interface Texts {
  [key: string]: string | Texts
}

const COOKIE = 'lang'

/** The chosen language (cookie `lang`, read by the server too), else the browser's, else Chinese. */
export function preferredLanguage(cookies = document.cookie, browser = navigator.language): Language {
  const chosen = new RegExp(`(?:^|;\\s*)${COOKIE}=([^;]+)`).exec(cookies)?.[1]
  const known = LANGUAGES.find((language) => language === chosen)
  if (known) return known
  return browser.toLowerCase().startsWith('en') ? 'en' : 'zh-CN'
}

function remember(language: Language): void {
  document.cookie = `${COOKIE}=${language}; path=/; max-age=31536000; samesite=lax`
  document.documentElement.lang = language
}

/** vue-i18n with both languages of a surface; the choice is kept in the cookie `lang`. */
export function createLanguage<T extends Texts>(texts: Record<Language, T>) {
  const plugin = createI18n({
    legacy: false,
    locale: preferredLanguage(),
    fallbackLocale: 'zh-CN',
    messages: texts,
  })
  // The locale's type is narrowed to the keys of `messages`; both languages are among them.
  const locale = plugin.global.locale as unknown as Ref<Language>
  document.documentElement.lang = locale.value
  return {
    plugin,
    current: () => locale.value,
    set(language: Language) {
      locale.value = language
      remember(language)
    },
  }
}

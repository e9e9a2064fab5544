import { useI18n } from 'vue-i18n'

/** Words for a code of the server, or `otherwise` where we have none, as for codes newer than this page. */
export function useKnown(): (key: string, otherwise: string) => string {
  const composer = useI18n()
  return (key, otherwise) => (composer.te(key) ? composer.t(key) : otherwise)
}

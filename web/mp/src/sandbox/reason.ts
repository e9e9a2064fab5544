import { useI18n } from 'vue-i18n'

/** Says a reason code of the push log in words; a reason that is no code is shown as it came. */
export function useReason(): (reason: string) => string {
  const i18n = useI18n()
  return (reason) => {
    const key = `reason.${reason}`
    return i18n.te(key) ? i18n.t(key) : reason
  }
}

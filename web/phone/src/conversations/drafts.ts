import { defineStore } from 'pinia'
import { reactive, watch } from 'vue'
import { keep, readKept } from '../common/kept'
import { now } from '../common/now'
import { useSession } from '../people/session'

interface Draft {
  text: string
  at: number
}

/** Texts not sent yet, by conversation, kept on this device for each person. */
export const useDrafts = defineStore('drafts', () => {
  const session = useSession()
  const texts = reactive(new Map<string, string>())
  const times = reactive(new Map<string, number>())

  function save(): void {
    const all = [...texts].map(([id, text]): [string, Draft] => [id, { text, at: times.get(id) ?? 0 }])
    if (session.me) keep(`drafts.${session.me.id}`, all)
  }

  function set(id: string, text: string): void {
    if ((texts.get(id) ?? '') === text) return
    if (text.trim() === '') {
      texts.delete(id)
      times.delete(id)
    } else {
      texts.set(id, text)
      times.set(id, now.value)
    }
    save()
  }

  watch(
    () => session.me?.id,
    (id) => {
      texts.clear()
      times.clear()
      if (id === undefined) return
      for (const [conversation, draft] of readKept<[string, Draft][]>(`drafts.${id}`, [])) {
        texts.set(conversation, draft.text)
        times.set(conversation, draft.at)
      }
    },
    { immediate: true },
  )

  return { texts, times, set, get: (id: string) => texts.get(id) ?? '' }
})

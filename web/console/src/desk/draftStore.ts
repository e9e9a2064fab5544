import { defineStore } from 'pinia'
import { reactive } from 'vue'
import { api, ofBrand } from '../api'
import { useSession } from '../organization/session'
import { Drafts } from './drafts'

/** The drafts of whoever is signed in, as the list and the composer show them. */
export const useDrafts = defineStore('drafts', () => {
  const session = useSession()
  const texts = reactive(new Map<string, string>())
  const drafts = new Drafts(session.staff?.id ?? '', localStorage, (id, text) => {
    // The draft is kept in this browser too; the server's copy is a convenience.
    api.put(ofBrand(`/desk/conversations/${id}/draft`), { text }).catch(() => undefined)
  })

  return {
    read: (id: string, kept?: string | null): string => texts.get(id) ?? drafts.read(id, kept),
    write(id: string, text: string): void {
      texts.set(id, text)
      drafts.write(id, text)
    },
    clear(id: string): void {
      texts.set(id, '')
      drafts.clear(id)
    },
  }
})

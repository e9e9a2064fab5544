import { createTabs } from '@teahouse/kit'
import { defineStore } from 'pinia'
import { ref } from 'vue'
import { signIn as carried } from '../api/client'
import { people as api } from '../api/people'
import type { Me } from '../api/shapes'

/** Who is signed in on this device. */
export const useSession = defineStore('session', () => {
  const me = ref<Me | null>(null)
  const asked = ref(false)
  /** The person has signed out; without that, a sign-in that ended leads back to where they were. */
  const left = ref(false)
  let asking: Promise<void> | null = null

  function take(answer: Me | null): void {
    if (answer !== null) left.value = false
    me.value = answer
    carried.csrf = answer?.csrf ?? null
    if (answer !== null) tellTabs(answer.id, answer.csrf)
  }

  /** Another tab signed somebody in: with that cookie this one is theirs too. */
  const tellTabs = createTabs('phone', (id) => {
    if (id === me.value?.id) return void reload()
    window.location.hash = '#/chats'
    window.location.reload()
  })

  carried.lost = () => take(null)

  async function ask(): Promise<void> {
    try {
      take(await api.me())
    } catch (reason) {
      if (!(reason instanceof Error && 'status' in reason && reason.status === 401)) throw reason
    }
    asked.value = true
  }

  /** Ask the server once who we are; later calls wait for the same answer. */
  function ready(): Promise<void> {
    asking ??= ask().catch((reason: unknown) => {
      asking = null
      throw reason
    })
    return asking
  }

  async function signOut(): Promise<void> {
    await api.signOut()
    left.value = true
    take(null)
  }

  async function reload(): Promise<void> {
    take(await api.me())
  }

  return { me, asked, left, take, ready, reload, signOut }
})

import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { contacts as api } from '../api/contacts'
import type { Account, FriendRequest, Person } from '../api/shapes'

export function displayName(person: { remark?: string | null; nickname: string }): string {
  return person.remark ?? person.nickname
}

export const useContacts = defineStore('contacts', () => {
  const people = shallowRef<Person[]>([])
  const accounts = shallowRef<Account[]>([])
  const requests = shallowRef<FriendRequest[]>([])
  const loaded = ref(false)
  const requestsLoaded = ref(false)
  const failure = ref<unknown>(null)

  const waiting = computed(
    () => requests.value.filter((one) => one.direction === 'in' && one.state === 'pending').length,
  )
  const byId = computed(() => new Map(people.value.map((person) => [person.id, person])))

  async function load(): Promise<void> {
    try {
      const answer = await api.all()
      people.value = answer.people
      accounts.value = answer.accounts
      loaded.value = true
      failure.value = null
    } catch (reason) {
      failure.value = reason
    }
  }

  async function loadRequests(): Promise<void> {
    requests.value = (await api.requests()).items
    requestsLoaded.value = true
  }

  function reset(): void {
    people.value = []
    accounts.value = []
    requests.value = []
    loaded.value = false
    requestsLoaded.value = false
  }

  return {
    people,
    accounts,
    requests,
    loaded,
    requestsLoaded,
    failure,
    waiting,
    byId,
    load,
    loadRequests,
    reset,
  }
})

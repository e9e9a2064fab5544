import { ApiError, createTabs } from '@teahouse/kit'
import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { access, api } from '../api'
import type { Brand, Role, Session } from './types'

const brandKey = 'teahouse.brand'
const rank: Record<Role, number> = { owner: 3, operator: 2, agent: 1, clerk: 0, analyst: 0 }

/** Who is signed in and which brand is open. */
export const useSession = defineStore('session', () => {
  const session = ref<Session | null>(null)
  const brandId = ref<string | null>(localStorage.getItem(brandKey))
  /** False until the server has said whether somebody is signed in. */
  const known = ref(false)

  const staff = computed(() => session.value?.staff ?? null)
  const brands = computed(() => session.value?.brands ?? [])
  const brand = computed<Brand | null>(
    () => brands.value.find((each) => each.id === brandId.value) ?? brands.value[0] ?? null,
  )

  function atLeast(role: Role): boolean {
    return brand.value !== null && rank[brand.value.role] >= rank[role]
  }

  function accept(answer: Session): void {
    session.value = answer
    known.value = true
    access.csrf = answer.csrf
    access.brand = brand.value?.id ?? null
    tellTabs(answer.staff.id, answer.csrf)
  }

  /** Another tab signed somebody in: with that cookie this one is theirs too. */
  const tellTabs = createTabs('console', (id) => {
    if (id === staff.value?.id) void renew()
    else window.location.reload()
  })

  async function renew(): Promise<void> {
    accept(await api.get('/me'))
  }

  function forget(): void {
    session.value = null
    known.value = true
    access.csrf = null
    access.brand = null
  }

  /** Ask who is signed in, once; nobody is not an error. */
  async function load(): Promise<void> {
    if (known.value) return
    try {
      accept(await api.get('/me'))
    } catch (reason) {
      if (!(reason instanceof ApiError) || reason.status !== 401) throw reason
      forget()
    }
  }

  function openBrand(id: string): void {
    brandId.value = id
    localStorage.setItem(brandKey, id)
    access.brand = brand.value?.id ?? null
  }

  async function addBrand(name: string): Promise<void> {
    const added = await api.post('/brands', { name })
    accept(await api.get('/me'))
    openBrand(added.id)
  }

  async function signOut(): Promise<void> {
    await api.post('/sign-out')
    forget()
  }

  return { session, staff, brands, brand, known, atLeast, accept, forget, load, openBrand, addBrand, signOut }
})

import { ApiError, createTabs } from '@teahouse/kit'
import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { csrf } from '../client'
import { accountsApi, type AccountBrief, type Me, type Operator } from './api'

const LAST_ACCOUNT = 'teahouse.mp.account'

/** Who is signed in, and the accounts they run. */
export const useSession = defineStore('session', () => {
  const operator = ref<Operator | null>(null)
  const accounts = ref<AccountBrief[]>([])
  const sandbox = ref(false)
  const reviewer = ref(false)
  const asked = ref(false)
  const signedIn = computed(() => operator.value !== null)

  function take(me: Me): void {
    operator.value = me.operator
    accounts.value = me.accounts
    sandbox.value = me.sandbox
    reviewer.value = me.reviewer
    csrf.value = me.csrf
    asked.value = true
    tellTabs(me.operator.id, me.csrf)
  }

  /** Another tab signed somebody in: with that cookie this one is theirs too. */
  const tellTabs = createTabs('mp', (id) => {
    if (id === operator.value?.id) void load()
    else window.location.reload()
  })

  /** Reads the sign-in once; that nobody is signed in is an answer, not a failure. */
  async function load(): Promise<void> {
    try {
      take(await accountsApi.me())
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 401) throw error
      forget()
    }
  }

  function forget(): void {
    operator.value = null
    accounts.value = []
    reviewer.value = false
    csrf.value = null
    asked.value = true
  }

  async function signOut(): Promise<void> {
    await accountsApi.signOut()
    forget()
  }

  function account(appid: string): AccountBrief | undefined {
    return accounts.value.find((each) => each.appid === appid && !each.ended_for)
  }

  /** Keeps the list in step with an account that was created or changed. */
  function put(changed: AccountBrief): void {
    const at = accounts.value.findIndex((each) => each.appid === changed.appid)
    if (at < 0) accounts.value.push(changed)
    else accounts.value[at] = { ...accounts.value[at], ...changed }
  }

  function rememberAccount(appid: string): void {
    localStorage.setItem(LAST_ACCOUNT, appid)
  }

  /** The account to open first: the last one used, or the only one. */
  function firstAccount(): string | null {
    const last = localStorage.getItem(LAST_ACCOUNT)
    if (last && account(last)) return last
    const living = accounts.value.filter((each) => !each.ended_for)
    return living.length === 1 ? (living[0]?.appid ?? null) : null
  }

  return {
    operator,
    accounts,
    sandbox,
    reviewer,
    asked,
    signedIn,
    take,
    load,
    forget,
    signOut,
    account,
    put,
    rememberAccount,
    firstAccount,
  }
})

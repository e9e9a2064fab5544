import { computed, type ComputedRef } from 'vue'
import { api, ofBrand } from '../api'
import { useLoad } from '../common/useLoad'

export interface AccountName {
  id: string
  name: string
}

/** The names of the brand's accounts, for filters and columns. Without the right to see them it is empty. */
export function useAccounts(): {
  accounts: ComputedRef<AccountName[]>
  nameOf: (id: string | null) => string
} {
  const { data } = useLoad(() => api.get(ofBrand('/accounts')))
  const accounts = computed(() => data.value?.items ?? [])
  return {
    accounts,
    nameOf: (id) => accounts.value.find((each) => each.id === id)?.name ?? '',
  }
}

import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { now } from '../ui/now'
import { sandboxApi, type Faults } from './api'

export const NO_FAULTS: Faults = {
  timeout: false,
  status: null,
  double_push: false,
  expire_token: false,
  drop: false,
  until: null,
}

export type FaultName = 'timeout' | 'status' | 'double_push' | 'expire_token' | 'drop'

export function active(faults: Faults, at: number): FaultName[] {
  if (faults.until !== null && faults.until <= at) return []
  const names: FaultName[] = []
  if (faults.timeout) names.push('timeout')
  if (faults.status !== null) names.push('status')
  if (faults.double_push) names.push('double_push')
  if (faults.expire_token) names.push('expire_token')
  if (faults.drop) names.push('drop')
  return names
}

/** The faults set for the account in view; every page shows that one is on. */
export const useFaults = defineStore('faults', () => {
  const appid = ref('')
  const faults = ref<Faults>({ ...NO_FAULTS })
  const names = computed(() => active(faults.value, now.value))

  async function load(of: string): Promise<void> {
    if (appid.value !== of) faults.value = { ...NO_FAULTS }
    appid.value = of
    const read = await sandboxApi.faults(of)
    if (appid.value === of) faults.value = read
  }

  async function set(changed: Faults): Promise<void> {
    const of = appid.value
    const saved = await sandboxApi.setFaults(of, changed)
    if (appid.value === of) faults.value = saved
  }

  return { faults, names, load, set }
})

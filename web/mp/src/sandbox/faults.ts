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
  out_of_order: false,
  quota: false,
  wrong_media: false,
  until: null,
}

/** The switches in the order of the sheet: about pushes, then about calls. */
export const SWITCHES = [
  'timeout',
  'double_push',
  'out_of_order',
  'drop',
  'expire_token',
  'quota',
  'wrong_media',
] as const

export type FaultName = (typeof SWITCHES)[number] | 'status'

export function active(faults: Faults, at: number): FaultName[] {
  if (faults.until !== null && faults.until <= at) return []
  const names: FaultName[] = SWITCHES.filter((name) => faults[name])
  if (faults.status !== null) names.push('status')
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

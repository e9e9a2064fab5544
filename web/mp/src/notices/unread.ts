import { defineStore } from 'pinia'
import { ref } from 'vue'
import { noticesApi } from './api'

/** How many notices of the account in view its operator has not seen. */
export const useUnread = defineStore('unread', () => {
  const count = ref(0)

  /** A failure leaves no mark: the page itself will say what is wrong. */
  async function load(appid: string): Promise<void> {
    try {
      count.value = (await noticesApi.unread(appid)).count
    } catch {
      count.value = 0
    }
  }

  function clear(): void {
    count.value = 0
  }

  return { count, load, clear }
})

import { defineStore } from 'pinia'
import { ref } from 'vue'
import { noticeboardApi } from './api'

/** How many notices of the account in view its operator has not seen. */
export const useUnread = defineStore('unread', () => {
  const count = ref(0)
  let turn = 0

  /** A failure leaves no mark: the page itself will say what is wrong. */
  async function load(appid: string): Promise<void> {
    const mine = ++turn
    const found = await noticeboardApi.unread(appid).then(
      (answer) => answer.count,
      () => 0,
    )
    if (mine === turn) count.value = found
  }

  /** Also drops an answer that is on its way. */
  function clear(): void {
    turn += 1
    count.value = 0
  }

  return { count, load, clear }
})

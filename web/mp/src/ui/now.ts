import { ref } from 'vue'

const seconds = (): number => Math.floor(Date.now() / 1000)

/** The present in Unix seconds, moving every ten seconds: enough for "5 minutes ago". */
export const now = ref(seconds())

setInterval(() => (now.value = seconds()), 10_000)

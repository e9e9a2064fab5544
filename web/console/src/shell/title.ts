import { reactive } from 'vue'

/** What the browser's tab says besides the page: the brand, and how many fans wait for an answer. */
export const titleParts = reactive({ brand: '', unread: 0 })

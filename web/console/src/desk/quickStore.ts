import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { api, ofBrand } from '../api'
import type { QuickReply } from './types'

/** The ready-made answers of the brand; loaded once, and again after a change. */
export const useQuickReplies = defineStore('quick', () => {
  const items = shallowRef<QuickReply[]>([])
  let brand = ''

  async function load(): Promise<QuickReply[]> {
    brand = ofBrand('')
    items.value = (await api.get(ofBrand('/quick-replies'))).items
    return items.value
  }

  async function ensure(): Promise<void> {
    if (brand !== ofBrand('')) await load()
  }

  return { items, load, ensure }
})

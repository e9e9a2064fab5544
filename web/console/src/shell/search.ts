import type { Component } from 'vue'
import { api, ofBrand } from '../api'
import type { Box } from '../desk/types'

/** One line of the ⌘K search. */
export interface Found {
  kind: 'page' | 'conversation' | 'follower'
  key: string
  name: string
  path: string
  icon?: Component
  avatar_url?: string | null
}

const each = 5

async function conversationsOf(box: Box, q: string): Promise<Found[]> {
  const page = await api.get(ofBrand('/desk/conversations'), {
    box,
    q,
  })
  return page.items.slice(0, each).map(({ id, follower }) => ({
    kind: 'conversation',
    key: id,
    name: follower.nickname,
    avatar_url: follower.avatar_url,
    path: `/desk/${id}`,
  }))
}

async function followersOf(q: string): Promise<Found[]> {
  const page = await api.get(ofBrand('/followers'), { q })
  return page.items.slice(0, each).map((person) => ({
    kind: 'follower',
    key: person.id,
    name: person.nickname,
    avatar_url: person.avatar_url,
    path: `/followers/${person.id}`,
  }))
}

/** Conversations and followers that fit the words; a part that cannot be reached is left out. */
export async function searchPeople(q: string): Promise<Found[]> {
  const parts = await Promise.allSettled([
    conversationsOf('waiting', q),
    conversationsOf('open', q),
    followersOf(q),
  ])
  return parts.flatMap((part) => (part.status === 'fulfilled' ? part.value : []))
}

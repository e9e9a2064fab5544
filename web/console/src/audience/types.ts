export interface Follower {
  id: string
  account_id: string
  openid: string
  nickname: string
  avatar_url: string | null
  subscribed: boolean
  source: string | null
  first_seen_at: number
  last_active_at: number
  acts: number
  tags: string[]
}

export interface Note {
  id: string
  at: number
  staff_name: string
  text: string
}

export interface Profile extends Follower {
  gender: 0 | 1 | 2
  province: string
  city: string
  remark: string
  notes: Note[]
  /** What the brand knows beyond the basics, by name; left out where there is nothing. */
  attributes?: Record<string, unknown>
}

export interface Act {
  id: string
  at: number
  kind: string
  summary: string
  detail: unknown
}

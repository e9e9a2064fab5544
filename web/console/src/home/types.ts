export interface Day {
  new_followers: number
  messages: number
  auto_replies: number
  agent_replies: number
  waiting: number
  first_answer_seconds: number | null
}

export interface Home {
  today: Day
  yesterday: Day
  days: (Partial<Day> & { date: string })[]
}

export type Figure = 'new_followers' | 'messages' | 'auto_replies' | 'agent_replies' | 'first_answer_seconds'
export const figures: readonly Figure[] = [
  'new_followers',
  'messages',
  'auto_replies',
  'agent_replies',
  'first_answer_seconds',
]
/** Those that are drawn over the fortnight. */
export const drawn = ['messages', 'auto_replies', 'agent_replies', 'new_followers'] as const

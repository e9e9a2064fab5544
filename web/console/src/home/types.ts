import type { SuiteSchemas } from '@teahouse/kit'

export type Home = SuiteSchemas['HomeOut']

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

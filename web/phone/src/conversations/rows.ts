import type { Message } from '../api/shapes'
import type { Pending } from './outbox'
import { startsGroup } from './timeline'

/** One line of the chat as it is drawn: a message of the server, or one of ours on its way. */
export interface Row {
  /** Stays the same when a message on its way arrives, so that its bubble is not made anew. */
  key: string
  message: Message | null
  pending: Pending | null
  own: boolean
  /** The grey time stands above this row. */
  timed: boolean
  at: number
}

function keyOf(message: Message): string {
  return message.client_id === null ? `s${message.seq}` : `c${message.client_id}`
}

/** Recall messages hold a place in the order but are drawn at their target. */
function drawn(message: Message): boolean {
  return message.type !== 'recall'
}

export function messageRows(messages: readonly Message[], me: string): Row[] {
  const visible = messages.filter(drawn)
  return visible.map((message, index) => ({
    key: keyOf(message),
    message,
    pending: null,
    own: message.from.kind === 'person' && message.from.id === me,
    timed: startsGroup(visible[index - 1], message),
    at: message.sent_at,
  }))
}

/** What is on its way and has not come back as a message yet. */
export function pendingRows(pending: readonly Pending[], messages: readonly Message[]): Row[] {
  const arrived = new Set(messages.slice(-50).map((message) => message.client_id))
  return pending
    .filter((item) => !arrived.has(item.clientId))
    .map((item) => ({
      key: `c${item.clientId}`,
      message: null,
      pending: item,
      own: true,
      timed: false,
      at: item.at,
    }))
}

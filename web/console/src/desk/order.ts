import { boxes, type Box, type Conversation, type DeskMessage } from './types'

/** Which of the loaded conversations belong in a box, for the member of staff who looks. */
export function inBox(conversation: Conversation, box: Box, staffId: string): boolean {
  switch (box) {
    case 'waiting':
      return conversation.state === 'waiting'
    case 'mine':
      return conversation.state === 'open' && conversation.agent?.id === staffId
    case 'open':
      return conversation.state === 'open'
    case 'closed':
      return conversation.state === 'closed'
  }
}

/** The box to show a conversation in: the one that is open if it lies there, else the nearest that holds it. */
export function boxOf(conversation: Conversation, preferred: Box, staffId: string): Box {
  const holding = boxes.filter((box) => inBox(conversation, box, staffId))
  return holding.includes(preferred) ? preferred : (holding[0] ?? preferred)
}

/**
 * The order in which a box is worked through: whoever has waited longest comes first, then the newest
 * activity. In the closed box only the newest activity counts.
 */
export function inOrder(conversations: Conversation[], box: Box): Conversation[] {
  return [...conversations].sort((a, b) => {
    if (box !== 'closed') {
      if (a.waiting_since !== null && b.waiting_since !== null && a.waiting_since !== b.waiting_since)
        return a.waiting_since - b.waiting_since
      if ((a.waiting_since === null) !== (b.waiting_since === null)) return a.waiting_since === null ? 1 : -1
    }
    return b.updated_at - a.updated_at || (a.id < b.id ? 1 : -1)
  })
}

/** The neighbour in a list by `step`; from nowhere, the first or the last. */
export function neighbour(ids: string[], current: string | null, step: 1 | -1): string | null {
  if (ids.length === 0) return null
  const at = current === null ? -1 : ids.indexOf(current)
  if (at === -1) return (step === 1 ? ids[0] : ids[ids.length - 1]) ?? null
  return ids[Math.min(ids.length - 1, Math.max(0, at + step))] ?? null
}

/**
 * Put messages into a conversation's list: one that is there already (same seq, or the same client id while
 * it had no seq) is replaced, the rest are added; by seq, those not yet numbered last.
 */
export function merged(known: DeskMessage[], incoming: DeskMessage[]): DeskMessage[] {
  const result = [...known]
  for (const message of incoming) {
    const at = result.findIndex(
      (other) =>
        (message.seq !== null && other.seq === message.seq) ||
        (message.client_id !== null && other.client_id === message.client_id),
    )
    if (at === -1) result.push(message)
    else result[at] = message
  }
  return result.sort((a, b) => (a.seq ?? Infinity) - (b.seq ?? Infinity) || a.at - b.at)
}

/** The highest seq the server has given, 0 for none. */
export function lastSeq(messages: DeskMessage[]): number {
  return messages.reduce((highest, message) => Math.max(highest, message.seq ?? 0), 0)
}

/** Seconds of silence after which the next message carries a time above it. */
const pause = 300

/** Whether a message opens a new stretch of time, so that the time is written above it. */
export function opensStretch(message: DeskMessage, before: DeskMessage | undefined): boolean {
  return before === undefined || message.at - before.at > pause
}

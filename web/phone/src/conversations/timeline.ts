import type { Message } from '../api/shapes'

/**
 * The known part of a conversation: one stretch without holes that ends at `upTo`.
 * Sequence numbers may be missing inside (cleared, deleted for oneself); nothing the server would still
 * serve between the first message and `upTo` is missing.
 */
export interface Timeline {
  readonly messages: readonly Message[]
  /** Highest sequence number this phone has asked for or received without a hole. */
  readonly upTo: number
  readonly moreBefore: boolean
}

/** Both lists ascending by seq; of two with the same seq the incoming one stays. */
export function mergeMessages(known: readonly Message[], incoming: readonly Message[]): Message[] {
  const first = incoming[0]
  const last = known.at(-1)
  if (first === undefined) return [...known]
  if (last === undefined || first.seq > last.seq) return [...known, ...incoming]
  const bySeq = new Map(known.map((message) => [message.seq, message]))
  for (const message of incoming) bySeq.set(message.seq, message)
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq)
}

function recalledBy(incoming: readonly Message[]): Set<number> {
  const targets = new Set<number>()
  for (const message of incoming) if (message.type === 'recall') targets.add(message.content.target_seq)
  return targets
}

/** Messages whose recall is among `incoming` lose their content, as the server serves them from then on. */
export function applyRecalls(known: readonly Message[], incoming: readonly Message[]): Message[] {
  const targets = recalledBy(incoming)
  if (targets.size === 0) return [...known]
  return known.map((message) =>
    targets.has(message.seq) ? ({ ...message, recalled: true, content: {} } as unknown as Message) : message,
  )
}

export function extend(timeline: Timeline, incoming: readonly Message[], upTo: number): Timeline {
  const messages = applyRecalls(mergeMessages(timeline.messages, incoming), incoming)
  const last = incoming.at(-1)?.seq ?? 0
  return { ...timeline, messages, upTo: Math.max(timeline.upTo, last, upTo) }
}

export function prepend(timeline: Timeline, older: readonly Message[], more: boolean): Timeline {
  const messages = applyRecalls(mergeMessages(older, timeline.messages), timeline.messages)
  return { ...timeline, messages, moreBefore: more }
}

export function without(timeline: Timeline, seq: number): Timeline {
  return { ...timeline, messages: timeline.messages.filter((message) => message.seq !== seq) }
}

export type Arrival = 'next' | 'known' | 'gap'

/** Whether a pushed message follows what is known, repeats it, or tells that something is missing. */
export function arrival(timeline: Timeline, seq: number): Arrival {
  if (seq === timeline.upTo + 1) return 'next'
  return seq <= timeline.upTo ? 'known' : 'gap'
}

const GROUP_SECONDS = 300

/** The grey time stands above the first message and after each pause of five minutes. */
export function startsGroup(previous: Message | undefined, message: Message): boolean {
  return previous === undefined || message.sent_at - previous.sent_at > GROUP_SECONDS
}

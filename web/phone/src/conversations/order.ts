import type { Conversation, Message } from '../api/shapes'

/** A conversation stands in the list when it holds something: a message or an unsent text. */
export function isShown(conversation: Conversation, drafts: ReadonlyMap<string, string>): boolean {
  return conversation.last !== null || drafts.has(conversation.id)
}

/** Chats of subscription accounts stand together in their own folder. */
export function isSubscription(conversation: Conversation): boolean {
  return conversation.kind === 'account' && conversation.peer.type === 'subscription'
}

/** Pinned first, then the newest message or draft. */
export function inOrder(draftTimes: ReadonlyMap<string, number>) {
  const when = (one: Conversation) => Math.max(one.last?.sent_at ?? 0, draftTimes.get(one.id) ?? 0)
  return (a: Conversation, b: Conversation) => Number(b.pinned) - Number(a.pinned) || when(b) - when(a)
}

/** The conversation after a pushed message. */
export function withMessage(conversation: Conversation, message: Message, me: string): Conversation {
  if (message.seq <= conversation.last_seq) return conversation
  const own = message.from.kind === 'person' && message.from.id === me
  const counts = !own && message.type !== 'recall'
  return {
    ...conversation,
    last: message,
    last_seq: message.seq,
    updated_at: message.sent_at,
    unread: own ? 0 : conversation.unread + (counts ? 1 : 0),
    read_seq: own ? message.seq : conversation.read_seq,
  }
}

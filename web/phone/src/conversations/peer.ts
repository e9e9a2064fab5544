import type { Conversation } from '../api/shapes'
import { displayName } from '../contacts/store'

export function peerName(conversation: Conversation): string {
  return conversation.kind === 'person' ? displayName(conversation.peer) : conversation.peer.name
}

export function peerId(conversation: Conversation): string {
  return conversation.kind === 'person' ? conversation.peer.id : conversation.peer.appid
}

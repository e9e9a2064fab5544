/** The id of the conversation of two people: the lower id first. */
export function personConversation(a: string, b: string): string {
  return a < b ? `p:${a}:${b}` : `p:${b}:${a}`
}

export function accountConversation(appid: string, person: string): string {
  return `a:${appid}:${person}`
}

/** The other side of a conversation as its id tells, before the conversation itself is known. */
export function otherSide(id: string, me: string): { kind: 'person' | 'account'; id: string } {
  const [kind, first = '', second = ''] = id.split(':')
  if (kind === 'a') return { kind: 'account', id: first }
  return { kind: 'person', id: first === me ? second : first }
}

/** A client id that is unique for this device and message. */
export function newClientId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

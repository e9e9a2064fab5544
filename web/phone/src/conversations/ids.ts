/** The id of the conversation of two people: the lower id first. */
export function personConversation(a: string, b: string): string {
  return a < b ? `p:${a}:${b}` : `p:${b}:${a}`
}

export function accountConversation(appid: string, person: string): string {
  return `a:${appid}:${person}`
}

/** A client id that is unique for this device and message. */
export function newClientId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

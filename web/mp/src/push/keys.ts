/** Keys an operator chooses: a token of 3 to 32, an AES key of exactly 43, both of letters and digits. */
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
export const AES_KEY_LENGTH = 43
const TOKEN_LENGTH = 24

type Random = (bytes: Uint8Array) => void
const random: Random = (bytes) => void crypto.getRandomValues(bytes)

export function newAesKey(source: Random = random): string {
  return letters(AES_KEY_LENGTH, source)
}

export function newToken(source: Random = random): string {
  return letters(TOKEN_LENGTH, source)
}

export function tokenFits(token: string): boolean {
  return /^[0-9A-Za-z]{3,32}$/.test(token)
}

export function aesKeyFits(key: string): boolean {
  return /^[0-9A-Za-z]{43}$/.test(key)
}

/** Bytes beyond the last whole run of the alphabet are thrown away, so that no letter is likelier than another. */
function letters(count: number, source: Random): string {
  const fair = 256 - (256 % ALPHABET.length)
  const bytes = new Uint8Array(count)
  let text = ''
  while (text.length < count) {
    source(bytes)
    for (const byte of bytes) {
      if (byte < fair && text.length < count) text += ALPHABET[byte % ALPHABET.length] ?? ''
    }
  }
  return text
}

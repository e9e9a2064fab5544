/** A fresh id, 24 characters, of what must not be done twice; not `randomUUID`, which browsers withhold on plain HTTP. */
export function freshId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('')
}

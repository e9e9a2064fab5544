/** A fresh id of a message of ours; not `randomUUID`, which browsers withhold on plain HTTP. */
export function clientId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('')
}

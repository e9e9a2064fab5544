/** What this device keeps for itself. A full or forbidden store loses nothing but the comfort. */
export function readKept<T>(key: string, otherwise: T): T {
  try {
    const text = localStorage.getItem(`teahouse.${key}`)
    return text === null ? otherwise : (JSON.parse(text) as T)
  } catch {
    return otherwise
  }
}

export function keep(key: string, value: unknown): void {
  try {
    localStorage.setItem(`teahouse.${key}`, JSON.stringify(value))
  } catch {
    // Private windows have no room; the session goes on without it.
  }
}

/** The lines of a field as hosts; a whole address that was pasted keeps its host only. */
export function hostsOf(text: string): string[] {
  const lines = text.split(/[\s,，;；]+/).filter((line) => line !== '')
  return [...new Set(lines.map(hostOf))]
}

/** One host, out of a host or an address. */
export function hostOf(text: string): string {
  const trimmed = text.trim()
  if (!/^https?:\/\//i.test(trimmed)) return trimmed
  try {
    return new URL(trimmed).host
  } catch {
    return trimmed
  }
}

/** The address of a page the in-app browser may show: http or https, nothing else. */
export function pageAddress(given: unknown, base = window.location.href): URL | null {
  if (typeof given !== 'string' || given.trim() === '') return null
  try {
    const address = new URL(given.trim(), base)
    return address.protocol === 'http:' || address.protocol === 'https:' ? address : null
  } catch {
    return null
  }
}

/** Put text on the clipboard; false when the browser refuses (a page without HTTPS in some browsers). */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return copyBySelection(text)
  }
}

function copyBySelection(text: string): boolean {
  const before = document.activeElement
  const area = document.createElement('textarea')
  area.value = text
  area.style.position = 'fixed'
  area.style.opacity = '0'
  // Inside an open dialog, which would take the focus back from elsewhere.
  const home = before?.closest('[role=dialog]') ?? document.body
  home.append(area)
  area.select()
  // Deprecated, yet the only way on plain HTTP, where a brand's own server often is tried first.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  const done = document.execCommand('copy')
  area.remove()
  if (before instanceof HTMLElement) before.focus()
  return done
}

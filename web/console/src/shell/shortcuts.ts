/** A key of the keyboard as shortcuts name it: `j`, `?`, `mod+enter`, `mod+k`, `escape`. */
export function chord(event: Pick<KeyboardEvent, 'key' | 'metaKey' | 'ctrlKey' | 'altKey'>): string {
  const key = event.key === ' ' ? 'space' : event.key.toLowerCase()
  const mod = event.metaKey || event.ctrlKey ? 'mod+' : ''
  return `${mod}${event.altKey ? 'alt+' : ''}${key}`
}

/** Whether plain letters belong to the element, because somebody writes in it. */
export function writesInto(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName)
}

export type Bindings = Record<string, () => void>

/**
 * Run the binding of a key press, if there is one. Plain keys are left alone while somebody writes, and keys
 * of an unfinished Chinese syllable always are; chords with ⌘ or Ctrl work everywhere.
 * @returns whether something ran
 */
export function dispatch(event: KeyboardEvent, bindings: Bindings): boolean {
  if (event.isComposing || event.defaultPrevented) return false
  const pressed = chord(event)
  const run = bindings[pressed]
  if (!run) return false
  if (!pressed.startsWith('mod+') && pressed !== 'escape' && writesInto(event.target)) return false
  event.preventDefault()
  run()
  return true
}

export const isMac = (platform: string): boolean => /mac|iphone|ipad/iu.test(platform)

/** A chord as it is written on the keys of this machine. */
export function keyCaps(name: string, mac: boolean): string[] {
  const caps: Record<string, string> = {
    mod: mac ? '⌘' : 'Ctrl',
    enter: '↵',
    escape: 'Esc',
    arrowdown: '↓',
    arrowup: '↑',
  }
  return name.split('+').map((part) => caps[part] ?? (part.length === 1 ? part.toUpperCase() : part))
}

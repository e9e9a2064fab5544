import type { MenuButton } from './types'

/** WeChat's bounds of a menu. */
export const topMost = 3
export const subMost = 5

/** The buttons below one; WeChat's own documents say `sub_button`, ours `sub_buttons`. */
export function below(button: MenuButton): MenuButton[] {
  const official = button.sub_button
  return button.sub_buttons ?? (Array.isArray(official) ? (official as MenuButton[]) : [])
}

/** A menu with a change at a path: `null` takes the button away. Paths are [top] or [top, sub]. */
export function changed(buttons: MenuButton[], path: number[], next: MenuButton | null): MenuButton[] {
  const [top, sub] = path
  return buttons.flatMap((button, at) => {
    if (at !== top) return [button]
    if (sub === undefined) return next ? [next] : []
    const subs = below(button).flatMap((each, index) => (index !== sub ? [each] : next ? [next] : []))
    return [withSubs(button, subs)]
  })
}

/** A button with buttons below it does nothing by itself, so its own act goes. */
export function withSubs(button: MenuButton, subs: MenuButton[]): MenuButton {
  if (subs.length === 0) return { ...button, sub_buttons: [], type: button.type ?? 'click' }
  return { name: button.name, sub_buttons: subs }
}

/** The keys of the first thing wrong with a menu, or null. */
export function wrongWith(buttons: MenuButton[]): string | null {
  for (const button of buttons) {
    if (button.name.trim() === '') return 'menu.wrong_name'
    const subs = below(button)
    const problem = subs.length > 0 ? wrongWith(subs) : wrongAct(button)
    if (problem !== null) return problem
  }
  return null
}

function wrongAct(button: MenuButton): string | null {
  if (button.type === 'view') return /^https?:\/\/\S+$/u.test(button.url ?? '') ? null : 'menu.wrong_url'
  if (button.type === 'click') return (button.key ?? '') === '' ? 'menu.wrong_key' : null
  return null
}

export interface Widths {
  list: number
  person: number
}

const key = 'teahouse.desk.panes'
const usual: Widths = { list: 304, person: 312 }
const least = 232
const most = 480

export function within(width: number): number {
  return Math.round(Math.min(most, Math.max(least, width)))
}

/** The widths somebody chose last, or the usual ones when nothing sensible is stored. */
export function readWidths(store: Pick<Storage, 'getItem'> = localStorage): Widths {
  try {
    const stored = JSON.parse(store.getItem(key) ?? '{}') as Partial<Widths>
    return { list: within(stored.list ?? usual.list), person: within(stored.person ?? usual.person) }
  } catch {
    return usual
  }
}

export function keepWidths(widths: Widths, store: Pick<Storage, 'setItem'> = localStorage): void {
  store.setItem(key, JSON.stringify(widths))
}

export const columns = [
  'account',
  'source',
  'tags',
  'acts',
  'last_active',
  'first_seen',
  'state',
  'openid',
] as const
export type Column = (typeof columns)[number]

const key = 'teahouse.followers.columns'
const usual: Column[] = ['account', 'source', 'acts', 'last_active', 'first_seen', 'state']

/** The columns somebody chose last, in the table's order; names of an older version are dropped. */
export function readColumns(store: Pick<Storage, 'getItem'> = localStorage): Column[] {
  const stored = store.getItem(key)
  if (stored === null) return usual
  const wanted = stored.split(',')
  return columns.filter((column) => wanted.includes(column))
}

export function keepColumns(chosen: Column[], store: Pick<Storage, 'setItem'> = localStorage): void {
  store.setItem(key, chosen.join(','))
}

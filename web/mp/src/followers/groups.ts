import type { Follower, Marks, TagList } from './api'

/** Numbers of groups as the platform has them; the account's own tags begin at 100. */
export const UNTAGGED = 0
export const BLACKLIST = 1
export const STAR = 2

export interface Group {
  /** None for all followers. */
  id: number | undefined
  /** A key of the texts, or the account's own name for it. */
  label: string
  own: boolean
  count: number
}

/** What stands beside the list: the platform's groups, then the account's own tags. */
export function groupsOf(tags: TagList): Group[] {
  const fixed: [number | undefined, string, number][] = [
    [undefined, 'tags.all', tags.total],
    [UNTAGGED, 'tags.untagged', tags.untagged],
    [STAR, 'tags.starred', tags.starred],
    [BLACKLIST, 'tags.blacklist', tags.blacklisted],
  ]
  return [
    ...fixed.map(([id, label, count]) => ({ id, label, own: false, count })),
    ...tags.items.map((tag) => ({ id: tag.id, label: tag.name, own: true, count: tag.count })),
  ]
}

/** Whether there is anything to show of a person's marks. */
export function isMarked(person: Follower): boolean {
  return person.starred || person.blacklisted || !person.subscribed || person.tags.length > 0
}

export type Carried = 'all' | 'some' | 'none'

/** Whether the chosen people carry a tag. */
export function carried(people: readonly Follower[], tag: number): Carried {
  const number = people.filter((person) => person.tags.includes(tag)).length
  if (number === 0) return 'none'
  return number === people.length ? 'all' : 'some'
}

/** What has to change so that people carry what was ticked; boxes left alone change nothing. */
export function changesOf(
  people: readonly Follower[],
  ticked: ReadonlyMap<number, boolean>,
): Required<Marks> {
  const marks: Required<Marks> = { add: [], remove: [] }
  for (const [tag, wanted] of ticked) {
    const now = carried(people, tag)
    if (wanted && now !== 'all') marks.add.push(tag)
    if (!wanted && now !== 'none') marks.remove.push(tag)
  }
  return marks
}

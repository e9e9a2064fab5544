import type { Person } from '../api/shapes'
import { displayName } from './store'

export interface Section {
  letter: string
  people: Person[]
}

/** Sound of a name as letters; the library is only fetched when the contacts are opened. */
async function sounds(): Promise<(name: string) => string> {
  const { pinyin } = await import('pinyin-pro')
  return (name) =>
    pinyin(name, { toneType: 'none', type: 'array', surname: 'head', nonZh: 'consecutive' })
      .join(' ')
      .toLowerCase()
}

export function letterOf(sound: string): string {
  const first = sound.charAt(0).toUpperCase()
  return first >= 'A' && first <= 'Z' ? first : '#'
}

/** Starred friends first, then A to Z by sound, then what has no letter. */
export async function inSections(people: readonly Person[]): Promise<Section[]> {
  const sound = await sounds()
  const sorted = people
    .map((person) => ({ person, sound: sound(displayName(person)) }))
    .sort((a, b) => a.sound.localeCompare(b.sound, 'en'))
  const sections = new Map<string, Person[]>()
  const add = (letter: string, person: Person) =>
    sections.set(letter, [...(sections.get(letter) ?? []), person])
  for (const { person } of sorted) if (person.starred) add('★', person)
  for (const one of sorted) add(letterOf(one.sound), one.person)
  const rank = (letter: string) => (letter === '★' ? -1 : letter === '#' ? 99 : letter.charCodeAt(0))
  return [...sections]
    .map(([letter, list]) => ({ letter, people: list }))
    .sort((a, b) => rank(a.letter) - rank(b.letter))
}

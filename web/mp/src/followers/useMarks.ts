import { ref, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { agreed, attempt, done } from '../ui/act'
import { followersApi, type Follower, type Marks } from './api'
import { BLACKLIST, STAR } from './groups'

export interface Marking {
  busy: Ref<boolean>
  star: (people: Follower[], on: boolean) => Promise<void>
  blacklist: (people: Follower[], on: boolean) => Promise<void>
}

/** Stars people and puts them on the blacklist; `changed` gets them as they are then. */
export function useMarks(appid: () => string, changed: (people: Follower[]) => void): Marking {
  const { t } = useI18n()
  const busy = ref(false)

  async function mark(people: Follower[], marks: Marks): Promise<void> {
    busy.value = true
    const openids = people.map((person) => person.openid)
    const worked = await attempt(async () => changed(await followersApi.mark(appid(), openids, marks)))
    busy.value = false
    if (worked) done(t('common.saved'))
  }

  async function blacklist(people: Follower[], on: boolean): Promise<void> {
    const question = {
      title: t('tags.block'),
      text: t('tags.blockAbout', { n: people.length }),
      act: t('tags.block'),
    }
    if (on && !(await agreed(question))) return
    await mark(people, on ? { add: [BLACKLIST] } : { remove: [BLACKLIST] })
  }

  return {
    busy,
    star: (people, on) => mark(people, on ? { add: [STAR] } : { remove: [STAR] }),
    blacklist,
  }
}

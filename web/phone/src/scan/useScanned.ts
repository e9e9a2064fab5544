import { useRouter } from 'vue-router'
import { accounts } from '../api/accounts'
import type { ScanAnswer } from '../api/shapes'
import { accountConversation } from '../conversations/ids'
import { useConversations } from '../conversations/store'
import { useSession } from '../people/session'

/** A code that a website shows to sign somebody in: the page asks before it does anything. */
function isSignIn(address: string): boolean {
  const { origin, pathname } = new URL(address)
  return origin === window.location.origin && pathname === '/connect/confirm'
}

/** A code of the platform's own pages; null when it is none. */
function operatorCode(address: string): string | null {
  const { origin, pathname } = new URL(address)
  return origin === window.location.origin && pathname.startsWith('/q/m/')
    ? pathname.slice('/q/m/'.length)
    : null
}

/** Where a scanned code leads. Addresses and unknown texts are shown and never open by themselves. */
export function useScanned() {
  const router = useRouter()
  const session = useSession()
  const conversations = useConversations()

  async function account(answer: ScanAnswer & { kind: 'account' }): Promise<void> {
    const { account: found, scene_ticket: ticket } = answer
    if (found.following && answer.scanned) {
      const id = accountConversation(found.appid, session.me?.id ?? '')
      await conversations.refresh(id)
      await router.replace(`/chat/${id}`)
      return
    }
    const query = ticket === null ? { source: 'qr' } : { source: 'qr', ticket }
    await router.replace({ path: `/account/${found.appid}`, query })
  }

  return async (text: string): Promise<void> => {
    const answer = await accounts.scan(text)
    if (answer.kind === 'person')
      await router.replace({ path: `/person/${answer.person.id}`, query: { source: 'qr' } })
    else if (answer.kind === 'account') await account(answer)
    else if (answer.kind === 'url' && operatorCode(answer.url))
      await router.replace(`/operator-code/${operatorCode(answer.url)}`)
    else if (answer.kind === 'url' && isSignIn(answer.url))
      await router.replace({ path: '/browse', query: { url: answer.url } })
    else
      await router.replace({
        path: '/scan/text',
        query: { text: answer.kind === 'url' ? answer.url : answer.text },
      })
  }
}

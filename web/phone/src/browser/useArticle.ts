import type { Ref } from 'vue'
import { articles } from '../api/articles'
import { tellFailure } from '../ui/ask'
import { articleCard } from './article'
import type { BridgeAnswer } from './bridge'
import type { ShareCard } from './share'

/** What an article in the browser can do: its page is the network's own, and so can be read. */
export function useArticle(
  article: Readonly<Ref<string | null>>,
  frame: Readonly<Ref<HTMLIFrameElement | undefined>>,
  ask: (card: ShareCard, kind: 'share' | 'moment') => Promise<boolean>,
  subscribe: (appid: string, templates: string[], inArticle: boolean) => Promise<BridgeAnswer>,
) {
  /** Its head says what is shared; that it was, is counted. */
  async function shareArticle(kind: 'share' | 'moment'): Promise<void> {
    const [page, shown] = [article.value, frame.value?.contentDocument]
    if (!page || !shown) return
    if (await ask(articleCard(shown, new URL(shown.URL)), kind))
      await articles.shared(page, kind === 'share' ? 'friend' : 'moments').catch(tellFailure)
  }

  /** Its button for notifications asks the phone to ask. */
  async function subscribeInArticle(data: unknown): Promise<void> {
    if (!article.value || typeof data !== 'object' || data === null) return
    const { teahouse, appid, templates } = data as Record<string, unknown>
    if (teahouse !== 'subscribe' || typeof appid !== 'string' || typeof templates !== 'string') return
    try {
      const answer = await subscribe(appid, templates.split(','), true)
      frame.value?.contentWindow?.postMessage({ teahouse: 'subscribed', answer }, window.location.origin)
    } catch (reason) {
      tellFailure(reason)
    }
  }

  return { shareArticle, subscribeInArticle }
}

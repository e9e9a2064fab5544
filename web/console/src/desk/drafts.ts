/** What is kept of a half-written reply; the browser first, the server as soon as typing pauses. */
export interface DraftStore {
  getItem(key: string): string | null
  setItem(key: string, value: string): void
  removeItem(key: string): void
}

const prefix = 'teahouse.draft.'

/**
 * Drafts of one member of staff. They survive a change of conversation, a reload and a lost connection; the
 * server gets them after `delay` milliseconds without a keystroke, so that another browser shows them too.
 */
export class Drafts {
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>()

  constructor(
    private readonly owner: string,
    private readonly store: DraftStore,
    private readonly push: (conversationId: string, text: string) => void,
    private readonly delay = 800,
  ) {}

  private key(conversationId: string): string {
    return `${prefix}${this.owner}.${conversationId}`
  }

  /** The draft here, else what the server kept. */
  read(conversationId: string, kept: string | null | undefined = null): string {
    return this.store.getItem(this.key(conversationId)) ?? kept ?? ''
  }

  write(conversationId: string, text: string): void {
    if (text === '') this.store.removeItem(this.key(conversationId))
    else this.store.setItem(this.key(conversationId), text)
    clearTimeout(this.timers.get(conversationId))
    this.timers.set(
      conversationId,
      setTimeout(() => {
        this.flush(conversationId, text)
      }, this.delay),
    )
  }

  /** Forget the draft, because it was sent. */
  clear(conversationId: string): void {
    this.store.removeItem(this.key(conversationId))
    clearTimeout(this.timers.get(conversationId))
    this.flush(conversationId, '')
  }

  private flush(conversationId: string, text: string): void {
    this.timers.delete(conversationId)
    this.push(conversationId, text)
  }
}

import { ApiError, copyText } from '@teahouse/kit'
import { showConfirmDialog, showToast } from 'vant'
import { say } from '../app/language'

/** Vant's overlays live inside the phone, so that they stay in its frame on a desktop. */
const teleport = '#overlay'

export function tell(message: string): void {
  showToast({ message, teleport })
}

/** Show why something failed, in the server's words. */
export function tellFailure(reason: unknown): void {
  tell(reason instanceof ApiError ? reason.message : say('common.failed'))
}

/** Says what will happen; resolves to whether the person agreed. */
export async function confirm(message: string, yes: string, danger = false): Promise<boolean> {
  try {
    await showConfirmDialog({
      message,
      confirmButtonText: yes,
      cancelButtonText: say('common.cancel'),
      className: danger ? 'ask-danger' : 'ask',
      teleport,
    })
    return true
  } catch {
    return false
  }
}

export async function copy(text: string): Promise<void> {
  tell(say((await copyText(text)) ? 'common.copied' : 'common.copyFailed'))
}

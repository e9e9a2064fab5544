import { ElMessageBox } from 'element-plus'
import { say } from '../language'

/** Ask before something that cannot be undone; the sentence says what will happen. */
export async function confirmed(title: string, sentence: string, verb: string): Promise<boolean> {
  try {
    await ElMessageBox.confirm(sentence, title, {
      confirmButtonText: verb,
      cancelButtonText: say('common.cancel'),
      confirmButtonClass: 'el-button--danger',
      autofocus: false,
    })
    return true
  } catch {
    // Element rejects when the person decides otherwise.
    return false
  }
}

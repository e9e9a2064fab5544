import { conversations } from '../api/conversations'
import { useOutbox } from './outbox'

/** Width and height of a picked picture; zero when the browser cannot read it (the server then says why). */
async function measure(file: Blob): Promise<{ width: number; height: number }> {
  try {
    const bitmap = await createImageBitmap(file)
    const size = { width: bitmap.width, height: bitmap.height }
    bitmap.close()
    return size
  } catch {
    return { width: 0, height: 0 }
  }
}

/** Each picture shows at once and is uploaded on its turn. */
export async function sendPictures(conversation: string, files: readonly Blob[]): Promise<void> {
  const outbox = useOutbox()
  for (const file of files) {
    const size = await measure(file)
    outbox.send(conversation, 'image', { url: URL.createObjectURL(file), ...size }, async () => {
      const stored = await conversations.upload(file, 'image')
      return { file: stored.file }
    })
  }
}

import type { PreviewBubble } from '../common/preview'
import type { Answer } from './types'

/** Answers as the phone preview draws them. */
export function bubblesOf(answers: Answer[]): PreviewBubble[] {
  return answers.map((answer): PreviewBubble => {
    switch (answer.type) {
      case 'text':
        return { kind: 'text', from: 'brand', text: answer.text }
      case 'image':
        return { kind: 'image', from: 'brand', image: answer.url ?? null }
      case 'article':
        return {
          kind: 'article',
          title: answer.title,
          description: answer.description,
          image: answer.image_url ?? null,
        }
    }
  })
}

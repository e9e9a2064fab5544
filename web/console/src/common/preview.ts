/** One thing in the chat of a phone preview. */
export type PreviewBubble =
  | { kind: 'text'; from: 'fan' | 'brand'; text: string }
  | { kind: 'image'; from: 'fan' | 'brand'; image: string | null }
  | { kind: 'article'; title: string; description: string; image: string | null }
  | { kind: 'notice'; text: string }

export interface Change {
  /** Share by which today differs, or null where yesterday had nothing to compare with. */
  share: number | null
  mood: 'good' | 'bad' | 'same'
}

/**
 * Today against the whole of yesterday; `lessIsBetter` for times, which compare at any hour. A count below
 * yesterday's says nothing, as today is not over.
 */
export function changeOf(today: number | null, yesterday: number | null, lessIsBetter = false): Change {
  if (today === null || yesterday === null || today === yesterday) return { share: null, mood: 'same' }
  if (today < yesterday && !lessIsBetter) return { share: null, mood: 'same' }
  const share = yesterday === 0 ? null : (today - yesterday) / yesterday
  return { share, mood: today > yesterday !== lessIsBetter ? 'good' : 'bad' }
}

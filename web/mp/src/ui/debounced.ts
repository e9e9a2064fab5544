/** Calls `act` when nothing has changed for a moment: a person typing is not a question yet. */
export function debounced(act: () => unknown, wait = 250): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  return () => {
    clearTimeout(timer)
    timer = setTimeout(act, wait)
  }
}

/** Collect what is named within `delay` milliseconds and hand it over once, each name once. */
export function gathered(work: (names: string[]) => void, delay = 120): (name: string) => void {
  const names = new Set<string>()
  return (name) => {
    if (names.size === 0)
      setTimeout(() => {
        const all = [...names]
        names.clear()
        work(all)
      }, delay)
    names.add(name)
  }
}

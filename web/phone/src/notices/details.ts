/** What wx-open-subscribe tells a page: JSON in JSON, as WeChat has it. */
export function subscribeDetails(said: Readonly<Record<string, string>>): string {
  const entries = Object.entries(said).map(([template, status]) => [template, JSON.stringify({ status })])
  return JSON.stringify(Object.fromEntries(entries))
}

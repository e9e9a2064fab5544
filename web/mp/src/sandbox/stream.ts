/** How what comes over the socket joins what was read: pure, so that a stream can be tested without one. */
import type { Call, Push } from './api'

/** Rows kept while streaming; older ones are read again by paging. */
const KEPT = 500

/** Puts a row in its place: over its older self, else at the top. Rows stay newest first. */
export function merge<T>(rows: readonly T[], row: T, keyOf: (row: T) => string): T[] {
  const key = keyOf(row)
  const at = rows.findIndex((each) => keyOf(each) === key)
  if (at < 0) return [row, ...rows].slice(0, KEPT)
  return rows.map((each, index) => (index === at ? row : each))
}

function contains(texts: readonly string[], query: string): boolean {
  const wanted = query.trim().toLowerCase()
  return wanted === '' || texts.some((text) => text.toLowerCase().includes(wanted))
}

export function pushMatches(push: Push, state: string, query: string): boolean {
  if (state !== 'all' && push.state !== state) return false
  return contains([push.kind, push.summary, push.nickname, push.openid, push.msg_id ?? ''], query)
}

export function callMatches(call: Call, errorsOnly: boolean, query: string): boolean {
  if (errorsOnly && !callFailed(call)) return false
  return contains([call.path, call.request_body, call.response_body, String(call.errcode)], query)
}

export function callFailed(call: Pick<Call, 'status' | 'errcode'>): boolean {
  return call.status >= 400 || call.errcode !== 0
}

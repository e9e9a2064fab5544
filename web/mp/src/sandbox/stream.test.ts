import { describe, expect, it } from 'vitest'
import type { Call, Push } from './api'
import { NO_FAULTS, active } from './faults'
import { callFailed, callMatches, merge, pushMatches } from './stream'

const push = {
  id: '1',
  kind: 'text',
  summary: '空调不制冷',
  nickname: 'Alice',
  openid: 'oLab1',
  msg_id: '70000000000000001',
  state: 'failed',
} as Push
const call = {
  rid: 'r1',
  path: '/cgi-bin/token',
  request_body: '',
  response_body: '{"errcode":0}',
  status: 200,
  errcode: 0,
} as Call

describe('merge', () => {
  const key = (row: { id: number }): string => String(row.id)
  it('puts a new row first', () => {
    expect(merge([{ id: 1 }], { id: 2 }, key)).toEqual([{ id: 2 }, { id: 1 }])
  })
  it('replaces a row where it stands', () => {
    const rows = [
      { id: 2, state: 'ok' },
      { id: 1, state: 'pending' },
    ]
    expect(merge(rows, { id: 1, state: 'ok' }, key)).toEqual([
      { id: 2, state: 'ok' },
      { id: 1, state: 'ok' },
    ])
  })
  it('keeps a bounded number of rows', () => {
    const rows = Array.from({ length: 500 }, (_, id) => ({ id }))
    expect(merge(rows, { id: 500 }, key)).toHaveLength(500)
  })
})

describe('filters', () => {
  it('match pushes by state and by what a person would look for', () => {
    expect(pushMatches(push, 'all', ' alice ')).toBe(true)
    expect(pushMatches(push, 'failed', '制冷')).toBe(true)
    expect(pushMatches(push, 'all', '70000000000000001')).toBe(true)
    expect(pushMatches(push, 'ok', '')).toBe(false)
    expect(pushMatches(push, 'all', 'Bob')).toBe(false)
  })
  it('match calls, failed by status or by errcode', () => {
    expect(callMatches(call, false, 'TOKEN')).toBe(true)
    expect(callMatches(call, true, '')).toBe(false)
    expect([callFailed({ status: 200, errcode: 40001 }), callFailed({ status: 502, errcode: 0 })]).toEqual([
      true,
      true,
    ])
  })
})

describe('faults', () => {
  it('are named until their time is over', () => {
    const faults = { ...NO_FAULTS, timeout: true, status: 503, until: 1000 }
    expect(active(faults, 999)).toEqual(['timeout', 'status'])
    expect(active(faults, 1000)).toEqual([])
    expect(active(NO_FAULTS, 0)).toEqual([])
  })
})

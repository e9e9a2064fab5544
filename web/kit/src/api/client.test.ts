import { describe, expect, it } from 'vitest'
import { ApiError, createClient } from './client'

interface Seen {
  url: string
  init: RequestInit
}

function clientAnswering(answer: () => Response) {
  const seen: Seen[] = []
  let signedOut = 0
  const client = createClient({
    base: '/api/phone',
    csrf: () => 'token-1',
    language: () => 'zh-CN',
    unreachable: () => 'offline',
    onSignedOut: () => (signedOut += 1),
    fetch: (input, init) => {
      seen.push({ url: input as string, init: init ?? {} })
      return Promise.resolve(answer())
    },
  })
  return { client, seen, signedOut: () => signedOut }
}

async function refusal(promise: Promise<unknown>): Promise<ApiError> {
  try {
    await promise
  } catch (error) {
    if (error instanceof ApiError) return error
  }
  throw new Error('no refusal')
}

describe('createClient', () => {
  it('sends the CSRF token on unsafe methods only and leaves out empty query values', async () => {
    const { client, seen } = clientAnswering(() => Response.json({ ok: true }))
    await client.get('/sync', { token: '', limit: 20 })
    await client.post('/send', { a: 1 })
    expect(seen.map((one) => one.url)).toEqual(['/api/phone/sync?limit=20', '/api/phone/send'])
    expect(seen.map((one) => new Headers(one.init.headers).get('X-CSRF-Token'))).toEqual([null, 'token-1'])
    expect(seen[1]?.init.body).toBe('{"a":1}')
  })
  it('turns a refusal into an error with code and field', async () => {
    const body = { code: 'invalid', message: '昵称太长', field: 'nickname' }
    const { client } = clientAnswering(() => Response.json(body, { status: 422 }))
    const error = await refusal(client.patch('/me', {}))
    expect([error.status, error.code, error.field, error.message]).toEqual([
      422,
      'invalid',
      'nickname',
      '昵称太长',
    ])
  })
  it('tells the surface about a lost sign-in', async () => {
    const { client, signedOut } = clientAnswering(() =>
      Response.json({ code: 'unauthorized', message: 'x', field: null }, { status: 401 }),
    )
    await refusal(client.get('/me'))
    expect(signedOut()).toBe(1)
  })
  it('survives an answer that is not ours', async () => {
    const { client } = clientAnswering(() => new Response('<html>', { status: 502 }))
    const error = await refusal(client.get('/me'))
    expect([error.status, error.code, error.message]).toEqual([502, 'unreadable', 'offline'])
  })
})

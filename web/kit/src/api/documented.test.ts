import { describe, expect, expectTypeOf, it } from 'vitest'
import { createDocumentedClient, type NetworkPaths, type NetworkSchemas } from './documented'

const asked: string[] = []
const client = createDocumentedClient<NetworkPaths, '/api/phone'>({
  base: '/api/phone',
  csrf: () => null,
  language: () => 'en',
  unreachable: () => 'offline',
  fetch: (input, init) => {
    asked.push(`${init?.method ?? ''} ${input as string}`)
    return Promise.resolve(new Response(null, { status: 204 }))
  },
})

describe('createDocumentedClient', () => {
  it('finds the answer of a path as it is written in the call', async () => {
    const id = '1' as string
    const seq = 2 as number
    const one = client.get(`/people/${id}`)
    const search = client.get('/people/search', { q: 'x' })
    const gone = client.delete(`/conversations/${id}/messages/${seq}`)
    expectTypeOf(one).toEqualTypeOf<Promise<NetworkSchemas['Person']>>()
    expectTypeOf(search).toEqualTypeOf<Promise<NetworkSchemas['People']>>()
    expectTypeOf(gone).toEqualTypeOf<Promise<undefined>>()
    await Promise.all([one, search, gone])
    expect(asked).toEqual([
      'GET /api/phone/people/1',
      'GET /api/phone/people/search?q=x',
      'DELETE /api/phone/conversations/1/messages/2',
    ])
  })
  it('lets an answer be narrowed but not contradicted', async () => {
    const narrow: Promise<{ items: (NetworkSchemas['Request'] & { state: 'pending' })[] }> =
      client.get('/requests')
    // @ts-expect-error the state is a string
    const wrong: Promise<{ items: { state: number }[] }> = client.get('/requests')
    expect(await Promise.all([narrow, wrong])).toEqual([undefined, undefined])
  })
  it('refuses paths, bodies and queries that the document does not have', async () => {
    // @ts-expect-error no such path
    await client.get('/nobody')
    // @ts-expect-error the query is required
    await client.get('/people/search')
    // @ts-expect-error the body has another field
    await client.post('/code', { number: '1' })
    // @ts-expect-error the body is required
    await client.post('/code')
    await client.post('/code', { phone: '1' })
    expect(asked.at(-1)).toBe('POST /api/phone/code')
  })
})

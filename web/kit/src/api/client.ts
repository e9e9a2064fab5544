import type { ApiErrorBody } from './shapes'

/** A refusal of the server, or (status 0) no answer at all. */
export class ApiError extends Error {
  readonly status: number
  readonly code: string
  /** The form field that is wrong, or null. */
  readonly field: string | null
  readonly requestId: string | null

  constructor(status: number, body: ApiErrorBody) {
    super(body.message)
    this.name = 'ApiError'
    this.status = status
    this.code = body.code
    this.field = body.field
    this.requestId = body.request_id ?? null
  }

  /** No answer came: the request may be repeated when its meaning allows it. */
  get offline(): boolean {
    return this.status === 0
  }
}

export type Query = Record<string, string | number | boolean | null | undefined>

export interface CallOptions {
  query?: Query
  body?: unknown
  /** Sent as it is (multipart); excludes `body`. */
  form?: FormData
  signal?: AbortSignal
}

export interface ClientOptions {
  /** Path before every call, such as `/api/phone`. */
  base: string
  /** The CSRF token of the present sign-in, or null before it. */
  csrf: () => string | null
  /** The reader's language, sent as Accept-Language. */
  language: () => string
  /** Called on each 401, so that the surface can show its sign-in page. */
  onSignedOut?: () => void
  /** The sentence shown when the server cannot be reached, in the reader's language. */
  unreachable: () => string
  fetch?: typeof fetch
}

export interface Client {
  get<T>(path: string, query?: Query, signal?: AbortSignal): Promise<T>
  post<T>(path: string, body?: unknown): Promise<T>
  put<T>(path: string, body?: unknown): Promise<T>
  patch<T>(path: string, body?: unknown): Promise<T>
  delete<T = undefined>(path: string, query?: Query): Promise<T>
  upload<T>(method: 'POST' | 'PUT', path: string, form: FormData): Promise<T>
  call<T>(method: string, path: string, options?: CallOptions): Promise<T>
}

function queryText(query: Query | undefined): string {
  const pairs = Object.entries(query ?? {})
    .filter(([, value]) => value !== null && value !== undefined && value !== '')
    .map(([key, value]): [string, string] => [key, String(value)])
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs).toString()}`
}

function isErrorBody(value: unknown): value is ApiErrorBody {
  return typeof value === 'object' && value !== null && 'code' in value && 'message' in value
}

async function errorOf(response: Response, unreachable: string): Promise<ApiError> {
  let body: unknown = null
  try {
    body = await response.json()
  } catch {
    // A proxy's page instead of ours: the status is all there is.
  }
  if (isErrorBody(body)) return new ApiError(response.status, { ...body, field: body.field ?? null })
  return new ApiError(response.status, { code: 'unreadable', message: unreachable, field: null })
}

/** A fetch client of one API: JSON in and out, CSRF header on unsafe methods, refusals as {@link ApiError}. */
export function createClient(options: ClientOptions): Client {
  const send = options.fetch ?? ((input, init) => fetch(input, init))

  async function call<T>(method: string, path: string, given: CallOptions = {}): Promise<T> {
    const headers = new Headers({ Accept: 'application/json', 'Accept-Language': options.language() })
    const csrf = options.csrf()
    if (method !== 'GET' && csrf !== null) headers.set('X-CSRF-Token', csrf)
    if (given.body !== undefined) headers.set('Content-Type', 'application/json')
    let response: Response
    try {
      response = await send(options.base + path + queryText(given.query), {
        method,
        headers,
        credentials: 'same-origin',
        body: given.form ?? (given.body === undefined ? undefined : JSON.stringify(given.body)),
        signal: given.signal,
      })
    } catch (reason) {
      if (reason instanceof DOMException && reason.name === 'AbortError') throw reason
      throw new ApiError(0, { code: 'offline', message: options.unreachable(), field: null })
    }
    if (!response.ok) {
      const error = await errorOf(response, options.unreachable())
      if (error.status === 401) options.onSignedOut?.()
      throw error
    }
    if (response.status === 204) return undefined as T
    return (await response.json()) as T
  }

  return {
    call,
    get: (path, query, signal) => call('GET', path, { query, signal }),
    post: (path, body) => call('POST', path, { body }),
    put: (path, body) => call('PUT', path, { body }),
    patch: (path, body) => call('PATCH', path, { body }),
    delete: (path, query) => call('DELETE', path, { query }),
    upload: (method, path, form) => call(method, path, { form }),
  }
}

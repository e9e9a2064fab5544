import { createClient, type Client, type ClientOptions } from './client'
import type { components as network, paths as NetworkPaths } from './network'
import type { components as suite, paths as SuitePaths } from './suite'

export type { NetworkPaths, SuitePaths }
export type NetworkSchemas = network['schemas']
export type SuiteSchemas = suite['schemas']

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete'

/** `/people/{id}` of the document, and `/people/${id}` of a call, both become `/people/*`. */
type DocumentKey<P extends string> = P extends `${infer Before}{${string}}${infer After}`
  ? `${Before}*${DocumentKey<After>}`
  : P
type CallKey<P extends string> = P extends `${infer First}/${infer Rest}`
  ? `${SegmentKey<First>}/${CallKey<Rest>}`
  : SegmentKey<P>
type SegmentKey<S extends string> = string extends S ? '*' : `${number}` extends S ? '*' : S

/** What a document says of the paths below a base, by key. */
type Below<Paths, Base extends string> = {
  [P in keyof Paths & string as P extends `${Base}${infer Rest}` ? DocumentKey<Rest> : never]: Paths[P]
}
type Operation<All, M extends Method, P extends string> =
  CallKey<P> extends keyof All ? (All[CallKey<P>] extends Record<M, infer O> ? O : never) : never

type Json<Message> = Message extends { content: { 'application/json': infer Body } } ? Body : undefined
/** 204 comes without a body whatever its `content` says. */
type AnswerOf<O> = O extends { responses: infer R }
  ? [keyof R & (200 | 201 | 202)] extends [never]
    ? undefined
    : Json<R[keyof R & (200 | 201 | 202)]>
  : never

/** Empty query values are left out of the address, so that each may be null. */
type QueryOf<O> = O extends { parameters: { query?: infer Q } }
  ? { [K in keyof Q]: Q[K] | null | undefined }
  : never
type BodyOf<O> = O extends { requestBody: infer R } ? Json<R> : never

type Unknown = [problem: 'the document has no such path']
type Asking<O> = [O] extends [never]
  ? Unknown
  : O extends { parameters: { query: object } }
    ? [query: QueryOf<O>, signal?: AbortSignal]
    : [query?: QueryOf<O>, signal?: AbortSignal]
type Telling<O> = [O] extends [never]
  ? Unknown
  : [BodyOf<O>] extends [never]
    ? []
    : null extends BodyOf<O>
      ? [body?: BodyOf<O>]
      : [body: BodyOf<O>]

type Gets<All> = <
  P extends string,
  Answer extends AnswerOf<Operation<All, 'get', P>> = AnswerOf<Operation<All, 'get', P>>,
>(
  path: P,
  ...query: Asking<Operation<All, 'get', P>>
) => Promise<Answer>
type Deletes<All> = <
  P extends string,
  Answer extends AnswerOf<Operation<All, 'delete', P>> = AnswerOf<Operation<All, 'delete', P>>,
>(
  path: P,
  ...nothing: [Operation<All, 'delete', P>] extends [never] ? Unknown : []
) => Promise<Answer>
type Writes<All, M extends Method> = <
  P extends string,
  Answer extends AnswerOf<Operation<All, M, P>> = AnswerOf<Operation<All, M, P>>,
>(
  path: P,
  ...body: Telling<Operation<All, M, P>>
) => Promise<Answer>

/**
 * A client that knows the paths of an OpenAPI document: it infers query, body and answer from the path as it is
 * written. An answer may be taken as a narrower type where the page names one (`Promise<Narrower>`), such as a
 * union that the document cannot say; a type that contradicts the document is refused. `call` is for the few
 * routes that no document has.
 */
export interface DocumentedClient<Paths, Base extends string> extends Pick<Client, 'call'> {
  get: Gets<Below<Paths, Base>>
  post: Writes<Below<Paths, Base>, 'post'>
  put: Writes<Below<Paths, Base>, 'put'>
  patch: Writes<Below<Paths, Base>, 'patch'>
  delete: Deletes<Below<Paths, Base>>
  upload: <
    M extends 'POST' | 'PUT',
    P extends string,
    Answer extends AnswerOf<Operation<Below<Paths, Base>, Lowercase<M>, P>> = AnswerOf<
      Operation<Below<Paths, Base>, Lowercase<M>, P>
    >,
  >(
    method: M,
    path: P,
    form: FormData,
  ) => Promise<Answer>
}

/** {@link createClient} for the paths of one part: `createDocumentedClient<NetworkPaths, '/api/phone'>(...)`. */
export function createDocumentedClient<Paths, Base extends string>(
  options: ClientOptions & { base: Base },
): DocumentedClient<Paths, Base> {
  return createClient(options) as DocumentedClient<Paths, Base>
}

/** The error every API of ours answers with; `field` names the form field that is wrong, if one is. */
export interface ApiErrorBody {
  code: string
  message: string
  field: string | null
  request_id?: string
}

/** A keyset page: `next` is the cursor of the following page, null at the end. */
export interface Page<T> {
  items: T[]
  next?: string | null
}

/** Unix seconds, UTC. */
export type Seconds = number

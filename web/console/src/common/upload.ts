import type { SuiteSchemas } from '@teahouse/kit'
import { api, ofBrand } from '../api'

export type StoredFile = SuiteSchemas['FileOut']

/** Put a picture into the brand's store; the server checks what it is. */
export function uploadPicture(picture: File): Promise<StoredFile> {
  const form = new FormData()
  form.append('file', picture)
  return api.upload('POST', ofBrand('/files'), form)
}

/** The first picture of a paste or a drop, if there is one. */
export function pictureOf(data: DataTransfer | null): File | null {
  return Array.from(data?.files ?? []).find((file) => file.type.startsWith('image/')) ?? null
}

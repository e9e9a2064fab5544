import { api, ofBrand } from '../api'
import { useLoad, type Load } from '../common/useLoad'
import type { Profile } from './types'

export function useProfile(followerId: string): Load<Profile> {
  return useLoad(() => api.get(ofBrand(`/followers/${followerId}`)))
}

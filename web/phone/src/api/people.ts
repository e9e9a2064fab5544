import { open, phone } from './client'
import type { Device, Gender, Me, Region, SandboxPanel } from './shapes'

export interface ProfileChange {
  nickname?: string
  gender?: Gender
  province?: string
  city?: string
  signature?: string
  wechat_id?: string
}

export const people = {
  code: (number: string) =>
    phone.post<{ expires_in: number; sandbox_code: string | null }>('/code', { phone: number }),
  signIn: (number: string, code: string, nickname?: string) =>
    phone.post<Me>('/sign-in', { phone: number, code, nickname }),
  signInPassword: (login: string, password: string) =>
    phone.post<Me>('/sign-in/password', { login, password }),
  signInLink: (token: string) => phone.post<Me>('/sign-in/link', { token }),
  signOut: () => phone.post<undefined>('/sign-out'),
  me: () => phone.get<Me>('/me'),
  change: (change: ProfileChange) => phone.patch<Me>('/me', change),
  avatar(file: Blob) {
    const form = new FormData()
    form.append('file', file)
    return phone.upload<Me>('PUT', '/me/avatar', form)
  },
  password: (password: string, old?: string) =>
    phone.put<Me | undefined>('/me/password', { new: password, old }),
  devices: () => phone.get<{ items: Device[] }>('/devices'),
  signOutDevice: (id: string) => phone.delete(`/devices/${id}`),
  regions: () => open.get<{ items: Region[] }>('/regions'),
  panel: () => open.get<SandboxPanel>('/sandbox/panel'),
  switchTo: (id: string) => open.post<Me>('/sandbox/panel/switch', { person_id: id }),
}

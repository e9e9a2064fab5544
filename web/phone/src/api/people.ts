import { open, phone } from './client'
import type { ProfileChange } from './shapes'

export const people = {
  code: (number: string) => phone.post('/code', { phone: number }),
  signIn: (number: string, code: string, nickname?: string) =>
    phone.post('/sign-in', { phone: number, code, nickname }),
  signInPassword: (login: string, password: string) => phone.post('/sign-in/password', { login, password }),
  signInLink: (token: string) => phone.post('/sign-in/link', { token }),
  signOut: () => phone.post('/sign-out'),
  me: () => phone.get('/me'),
  change: (change: ProfileChange) => phone.patch('/me', change),
  avatar(file: Blob) {
    const form = new FormData()
    form.append('file', file)
    return phone.upload('PUT', '/me/avatar', form)
  },
  password: (password: string, old?: string) => phone.put('/me/password', { new: password, old }),
  devices: () => phone.get('/devices'),
  signOutDevice: (id: string) => phone.delete(`/devices/${id}`),
  regions: () => open.get('/regions'),
  panel: () => open.get('/sandbox/panel'),
  switchTo: (id: string) => open.post('/sandbox/panel/switch', { person_id: id }),
}

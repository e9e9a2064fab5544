import type { NetworkSchemas } from '@teahouse/kit'
import { client } from '../client'

export type Wish = Required<NetworkSchemas['RegistrationWish']>
export type Registration = NetworkSchemas['RegistrationOut']
export type Identity = NetworkSchemas['IdentityForm']
export type Registered = NetworkSchemas['Registered']

export const registrationApi = {
  get: () => client.get('/registration'),
  save: (wish: Wish): Promise<Registration> => client.put('/registration', wish),
  drop: () => client.delete('/registration'),
  finish: (identity: Identity): Promise<Registered> => client.post('/registration/finish', identity),
  setAvatar(file: File): Promise<Registration> {
    const form = new FormData()
    form.append('file', file)
    return client.upload('PUT', '/registration/avatar', form)
  },
}

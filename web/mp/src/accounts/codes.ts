import type { NetworkSchemas } from '@teahouse/kit'
import { client } from '../client'

export type Code = NetworkSchemas['CodeOut']
export type CodeStatus = NetworkSchemas['CodeStatus']['status']
export type Crew = NetworkSchemas['Crew']
export type CrewMember = NetworkSchemas['CrewMember']

export const codesApi = {
  beginSignIn: (): Promise<Code> => client.post('/sign-in/codes'),
  beginBinding: (): Promise<Code> => client.post('/me/phone-codes'),
  unbind: () => client.delete('/me/phone'),
  status: (watch: string) => client.get('/sign-in/codes/status', { watch }),
  signIn: (watch: string) => client.post('/sign-in/code', { watch }),
}

export const crewApi = {
  list: (appid: string): Promise<Crew> => client.get(`/accounts/${appid}/operators`),
  invite: (appid: string) => client.post(`/accounts/${appid}/operators/invitations`),
  remove: (appid: string, id: string): Promise<Crew> => client.delete(`/accounts/${appid}/operators/${id}`),
  invited: (token: string) => client.post('/invitations/read', { token }),
  accept: (token: string) => client.post('/invitations/accept', { token }),
}

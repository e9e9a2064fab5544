import type { NetworkSchemas } from '@teahouse/kit'
import { client } from '../client'

export type Migrations = NetworkSchemas['MigrationsOut']
export type Migration = NetworkSchemas['MigrationOut']
export type Candidate = NetworkSchemas['Candidate']

export const migrationApi = {
  list: (appid: string): Promise<Migrations> => client.get(`/accounts/${appid}/migrations`),
  apply: (appid: string, from_appid: string, name: string): Promise<Migration> =>
    client.post(`/accounts/${appid}/migrations`, { from_appid, name }),
  takeBack: (appid: string, id: string): Promise<unknown> =>
    client.delete(`/accounts/${appid}/migrations/${id}`),
  atOnce: (appid: string, id: string): Promise<Migration> =>
    client.post(`/accounts/${appid}/migrations/${id}/one-click`),
}

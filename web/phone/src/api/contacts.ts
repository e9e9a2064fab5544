import { phone } from './client'
import type { Account, FriendRequest, Person, RequestSource } from './shapes'

export const contacts = {
  all: () => phone.get<{ people: Person[]; accounts: Account[] }>('/contacts'),
  search: (q: string) => phone.get<{ items: Person[] }>('/people/search', { q }),
  person: (id: string) => phone.get<Person>(`/people/${id}`),
  requests: () => phone.get<{ items: FriendRequest[] }>('/requests'),
  ask: (id: string, greeting: string, source: RequestSource) =>
    phone.post<{ id: string; state: string }>('/requests', { person_id: id, greeting, source }),
  accept: (id: string, remark?: string) => phone.post<Person>(`/requests/${id}/accept`, { remark }),
  ignore: (id: string) => phone.post<undefined>(`/requests/${id}/ignore`),
  change: (id: string, change: { remark?: string; starred?: boolean }) =>
    phone.patch<Person>(`/contacts/${id}`, change),
  remove: (id: string) => phone.delete(`/contacts/${id}`),
  block: (id: string) => phone.put<Person>(`/contacts/${id}/block`),
  unblock: (id: string) => phone.delete<Person>(`/contacts/${id}/block`),
}

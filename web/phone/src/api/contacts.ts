import { phone } from './client'
import type { RequestSource } from './shapes'

export const contacts = {
  all: () => phone.get('/contacts'),
  search: (q: string) => phone.get('/people/search', { q }),
  person: (id: string) => phone.get(`/people/${id}`),
  requests: () => phone.get('/requests'),
  ask: (id: string, greeting: string, source: RequestSource) =>
    phone.post('/requests', { person_id: id, greeting, source }),
  accept: (id: string, remark?: string) => phone.post(`/requests/${id}/accept`, { remark }),
  ignore: (id: string) => phone.post(`/requests/${id}/ignore`),
  change: (id: string, change: { remark?: string; starred?: boolean }) =>
    phone.patch(`/contacts/${id}`, change),
  remove: (id: string) => phone.delete(`/contacts/${id}`),
  block: (id: string) => phone.put(`/contacts/${id}/block`),
  unblock: (id: string) => phone.delete(`/contacts/${id}/block`),
}

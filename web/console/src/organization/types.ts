export type Role = 'owner' | 'operator' | 'agent' | 'clerk' | 'analyst'
export const roles: readonly Role[] = ['owner', 'operator', 'agent', 'clerk', 'analyst']

export interface Brand {
  id: string
  name: string
  role: Role
}

export interface Session {
  staff: { id: string; name: string; email: string; avatar_url?: string | null }
  brands: Brand[]
  csrf: string
}

export interface Member {
  id: string
  name: string
  email: string
  role: Role
  status: 'active' | 'invited'
  /** Left out where the server does not watch. */
  online?: boolean
  invite_url: string | null
}

export interface Invitation {
  brand_name: string
  email: string
  role: Role
  name: string
}

export interface AuditEntry {
  at: number
  staff_name: string
  action: string
  target: string
  detail: unknown
}

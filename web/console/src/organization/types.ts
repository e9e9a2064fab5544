import type { SuiteSchemas } from '@teahouse/kit'

export type Role = 'owner' | 'operator' | 'agent' | 'clerk' | 'analyst'
export const roles: readonly Role[] = ['owner', 'operator', 'agent', 'clerk', 'analyst']

/** The document calls roles and the status any string. */
export type Brand = SuiteSchemas['BrandOut'] & { role: Role }
export type Session = Omit<SuiteSchemas['SessionOut'], 'brands'> & { brands: Brand[] }
export type Member = SuiteSchemas['MemberOut'] & { role: Role; status: 'active' | 'invited' }
export type Invitation = SuiteSchemas['InvitationOut'] & { role: Role }
export type AuditEntry = SuiteSchemas['AuditOut']

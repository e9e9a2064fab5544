import type { SuiteSchemas } from '@teahouse/kit'

export type Follower = SuiteSchemas['audience_schemas_FollowerOut']
export type Note = SuiteSchemas['NoteOut']
/** The document calls the gender any number. */
export type Profile = SuiteSchemas['ProfileOut'] & { gender: 0 | 1 | 2 }
export type Act = SuiteSchemas['ActOut']

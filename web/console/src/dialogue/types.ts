import type { SuiteSchemas } from '@teahouse/kit'

export type RuleDraft = Required<SuiteSchemas['RuleIn']>
export type Answer = RuleDraft['answers'][number]
export type ArticleAnswer = SuiteSchemas['ArticleAnswer']

/** The document calls trigger and match any string. */
export type Rule = SuiteSchemas['RuleOut'] & Pick<RuleDraft, 'trigger' | 'match'>
export type Trial = Omit<SuiteSchemas['TrialOut'], 'rule'> & { rule: Rule | null }
/** A change may leave settings out, an answer names them all. */
export type DialogueSettings = Required<SuiteSchemas['SettingsBody']>

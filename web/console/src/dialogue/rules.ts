import type { Answer, Rule, RuleDraft } from './types'

export const freshRule = (): RuleDraft => ({
  account_id: null,
  name: '',
  trigger: 'keyword',
  match: 'contains',
  keywords: [],
  priority: 0,
  enabled: true,
  answers: [{ type: 'text', text: '' }],
})

export function freshAnswer(type: Answer['type']): Answer {
  if (type === 'text') return { type, text: '' }
  if (type === 'image') return { type, file: '', url: null }
  return { type, title: '', description: '', file: null, image_url: null, url: null, body: '' }
}

/** The part of a rule that staff write. */
export function draftOf(rule: Rule): RuleDraft {
  const { account_id, name, trigger, match, keywords, priority, enabled, answers } = rule
  return {
    account_id,
    name,
    trigger,
    match,
    keywords: [...keywords],
    priority,
    enabled,
    answers: answers.map((answer) => ({ ...answer })),
  }
}

/** The order in which rules are tried: higher priority first, then the name. */
export function byPriority(rules: Rule[]): Rule[] {
  return [...rules].sort((a, b) => b.priority - a.priority || a.name.localeCompare(b.name))
}

/**
 * The priorities that must change so that the rule at `index` trades places with its neighbour, by id: each
 * rule has to stand strictly above the one after it.
 */
export function moved(ordered: Rule[], index: number, step: 1 | -1): Map<string, number> {
  const next = [...ordered]
  const [rule] = next.splice(index, 1)
  const changes = new Map<string, number>()
  if (!rule || index + step < 0 || index + step > next.length) return changes
  next.splice(index + step, 0, rule)
  let below = -Infinity
  for (const each of next.reverse()) {
    const priority = each.priority > below ? each.priority : below + 1
    if (priority !== each.priority) changes.set(each.id, priority)
    below = priority
  }
  return changes
}

/** A rule's answers in one line. */
export function summaryOf(answers: Answer[]): string {
  const first = answers[0]
  if (!first) return ''
  if (first.type === 'text') return first.text
  return first.type === 'article' ? first.title : ''
}

export type Trigger = 'follow' | 'keyword' | 'menu'
export type Match = 'equals' | 'contains'

export interface TextAnswer {
  type: 'text'
  text: string
}

export interface ImageAnswer {
  type: 'image'
  file: string
  url?: string | null
}

export interface ArticleAnswer {
  type: 'article'
  title: string
  description: string
  file?: string | null
  image_url?: string | null
  /** Where the card leads; without it, to a page of the brand's own made of `body`. */
  url: string | null
  body: string | null
}

export type Answer = TextAnswer | ImageAnswer | ArticleAnswer

export interface RuleDraft {
  account_id: string | null
  name: string
  trigger: Trigger
  match: Match
  /** Words, or the keys of menu buttons. */
  keywords: string[]
  priority: number
  enabled: boolean
  answers: Answer[]
}

export interface Rule extends RuleDraft {
  id: string
  hits: number
  updated_at: number
}

export interface Trial {
  rule: Rule | null
  answers: Answer[]
}

export interface DialogueSettings {
  handover_message: string
  away_message: string
  away_from: string | null
  away_to: string | null
  default_message: string | null
  handover_on_no_match: boolean
}

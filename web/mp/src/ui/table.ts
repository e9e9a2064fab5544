export interface Column {
  key: string
  label: string
  align?: 'right'
  /** `fit` is as narrow as its content. */
  width?: 'fit'
  /** The lead cell has no label when the row is drawn as a card. */
  lead?: boolean
  /** A minor cell is left out of the card. */
  minor?: boolean
}

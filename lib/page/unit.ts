import type { Place } from '../report/index.ts'

/** A stretch of the source that is shown in one go: a paragraph, or a cell. What findings mark lies in units. */
export interface Unit {
  readonly place: Place
  /** In a table; an empty cell is a unit without characters. */
  readonly isCell: boolean
}

export const cellAt = (place: Place): Unit => ({ place, isCell: true })
export const textAt = (place: Place): Unit => ({ place, isCell: false })

import type { Level } from '../report/index.ts'

/** The last day (`MM-DD`, of the year after the report's) on which a report may be published, and who set it. */
export interface Deadline {
  readonly day: string
  /** `statute`: 《条例》第四十九条. `custom`: the county sets one, nearly always this. */
  readonly setBy: 'statute' | 'custom'
}

const DEPARTMENTS: Deadline = { day: '01-31', setBy: 'statute' }
const GOVERNMENTS: Deadline = { day: '03-31', setBy: 'statute' }

/** Source: 《条例》第四十九条. Townships and subdistricts are not named there. */
export const DEADLINES: Readonly<Record<Level, Deadline>> = {
  ministry: DEPARTMENTS,
  department: DEPARTMENTS,
  province: GOVERNMENTS,
  city: GOVERNMENTS,
  county: GOVERNMENTS,
  township: { day: '01-31', setBy: 'custom' },
}

/** Past this day a report is late whoever filed it. */
export const LATEST_DEADLINE: Deadline = GOVERNMENTS

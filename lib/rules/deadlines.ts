import { Level, type LocalDeadline } from '../report/index.ts'

/** The last day (`MM-DD`, of the year after the report's) on which a report may be published, and who set it. */
export interface Deadline {
  readonly day: string
  /** `statute`: 《条例》第四十九条. `custom`: the county sets one, nearly always this. `supervisor`: the notice in `basis`. */
  readonly setBy: 'statute' | 'custom' | 'supervisor'
  readonly basis?: string
}

const DEPARTMENTS: Deadline = { day: '01-31', setBy: 'statute' }
const GOVERNMENTS: Deadline = { day: '03-31', setBy: 'statute' }

/** Source: 《条例》第四十九条. Townships and subdistricts are not named there. */
const DEADLINES: Readonly<Record<Level, Deadline>> = {
  ministry: DEPARTMENTS,
  department: DEPARTMENTS,
  province: GOVERNMENTS,
  city: GOVERNMENTS,
  county: GOVERNMENTS,
  township: { day: '01-31', setBy: 'custom' },
}

/** Past this day a report is late whoever filed it. */
export const LATEST_DEADLINE: Deadline = GOVERNMENTS

/**
 * What holds for a level and report year: the first of the supervisors' deadlines that fits, else the law's. Nobody
 * can put off a day that the law sets.
 */
export function deadlineOf(level: Level, year: number, local: readonly LocalDeadline[] = []): Deadline {
  const lawful = DEADLINES[level]
  const set = local.find((each) => each.level === level && (each.year === undefined || each.year === year))
  if (set === undefined || (lawful.setBy === 'statute' && set.day > lawful.day)) return lawful
  return { day: set.day, setBy: 'supervisor', basis: set.basis }
}

/** The day by which a report is in time whoever filed it. */
export const earliestDay = (year: number, local: readonly LocalDeadline[] = []): string =>
  Level.options.map((level) => deadlineOf(level, year, local).day).sort()[0] ?? DEPARTMENTS.day

export const STAGES = ['上传', '解析', '校验', '邮件'] as const
export type Stage = (typeof STAGES)[number]

/** The way of one report through the stack. */
export interface Journey {
  /** As it is shown. */
  readonly name: string
  readonly filing: Filing
  readonly setOut: number
  /** When it reached each stage, in milliseconds since it set out. */
  readonly reached: Map<Stage, number>
  /** How many mails told of it. */
  mails: number
}

/** Whose report it is. */
export interface Filing {
  readonly agency: string
  readonly year: number
  readonly version: number
}

/** @param latest the year that need not be named. */
export const newJourney = (filing: Filing, latest: number, now: number): Journey => ({
  name: `${filing.agency}${filing.year === latest ? '' : ` ${filing.year}年`}${filing.version === 1 ? '' : ` 第${filing.version}版`}`,
  filing,
  setOut: now,
  reached: new Map(),
  mails: 0,
})

/** Whether a mail tells of it. Mails about archives and about what was not taken in name no version. */
export function isToldBy({ filing: { agency, year, version } }: Journey, subject: string): boolean {
  if (!subject.includes(agency)) return false
  const told = /(20\d\d)年[^第]*第(\d+)版/.exec(subject)
  return told === null || (Number(told[1]) === year && Number(told[2]) === version)
}

/**
 * Notes a stage, and those before it that passed unseen.
 * @returns the stages that are new.
 */
export function reach(journey: Journey, stage: Stage, now: number): Stage[] {
  const passed = STAGES.slice(0, STAGES.indexOf(stage) + 1).filter((one) => !journey.reached.has(one))
  for (const one of passed) journey.reached.set(one, Math.round(now - journey.setOut))
  return passed
}

/** `邮件2封 210 ms`, `无需邮件`, `解析 31 ms`; `· 解析` while it is not there yet. */
export function stageText(journey: Journey, stage: Stage): string {
  const milliseconds = journey.reached.get(stage)
  if (milliseconds === undefined) return `· ${stage}`
  if (stage !== '邮件') return `✓ ${stage} ${milliseconds} ms`
  return journey.mails === 0 ? '✓ 无需邮件' : `✓ 邮件${journey.mails}封 ${milliseconds} ms`
}

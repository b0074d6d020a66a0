import type { Rule } from '../define.ts'
import { carriedOver } from './carried.ts'
import { copiedNarrative } from './copied.ts'
import { sameCounts } from './counts.ts'
import { sameFigures } from './figures.ts'
import { inForce } from './in-force.ts'
import { jumps } from './jumps.ts'
import { staleSentence } from './stale.ts'

/** The report against the same agency's report of the year before. */
export const HISTORY_RULES: readonly Rule[] = [carriedOver, inForce, copiedNarrative, sameFigures, sameCounts, staleSentence, jumps]

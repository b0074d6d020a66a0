import type { Rule } from '../define.ts'
import { lateFiling } from './late.ts'
import { period } from './period.ts'
import { dateMissing, future, signedEarly } from './signed.ts'
import { stalePlans, staleYear } from './stale.ts'

export const DATE_RULES: readonly Rule[] = [period, signedEarly, lateFiling, future, dateMissing, staleYear, stalePlans]

import type { Rule } from '../define.ts'
import { balance } from './balance.ts'
import { partsOver, partsShort } from './breakdowns.ts'
import { lastYear } from './last-year.ts'
import { leftOutNumber } from './left-out.ts'
import { rates } from './rates.ts'
import { shares, shareSum } from './shares.ts'
import { TABLE_RULES } from './tables.ts'
import { twice } from './twice.ts'
import { yearOnYear } from './year-on-year.ts'

export const NARRATIVE_RULES: readonly Rule[] = [partsOver, partsShort, ...TABLE_RULES, balance, shares, shareSum, rates, yearOnYear, twice, leftOutNumber, lastYear]

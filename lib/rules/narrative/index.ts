import type { Rule } from '../define.ts'
import { partsOver, partsShort } from './breakdowns.ts'

export const NARRATIVE_RULES: readonly Rule[] = [partsOver, partsShort]

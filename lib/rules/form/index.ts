import type { Rule } from '../define.ts'
import { extraCells, missingColumns } from './columns.ts'
import { hybrid, outdated } from './outdated.ts'
import { extraRows, missingRows } from './rows.ts'
import { tableMissing, tableUnreadable } from './tables.ts'

export const FORM_RULES: readonly Rule[] = [outdated, hybrid, tableMissing, tableUnreadable, missingRows, extraRows, missingColumns, extraCells]

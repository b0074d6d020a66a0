import { CELL_RULES } from './cells/index.ts'
import type { Rule } from './define.ts'
import { FORM_RULES } from './form/index.ts'
import { IDENTITY_RULES } from './identities/index.ts'

/** Raise it whenever the same report may get other findings than before. */
export const RULE_SET_VERSION = '1.0.0'

/** Every rule, in the order in which findings at one place are told. */
export const RULES: readonly Rule[] = [...FORM_RULES, ...CELL_RULES, ...IDENTITY_RULES]

import { CELL_RULES } from './cells/index.ts'
import { DATE_RULES } from './dates/index.ts'
import type { Rule } from './define.ts'
import { FILING_RULES } from './filing/index.ts'
import { FORM_RULES } from './form/index.ts'
import { HISTORY_RULES } from './history/index.ts'
import { IDENTITY_RULES } from './identities/index.ts'
import { LAW_RULES } from './law/index.ts'
import { NARRATIVE_RULES } from './narrative/index.ts'
import { PEER_RULES } from './peers/index.ts'
import { STRUCTURE_RULES } from './structure/index.ts'
import { TEXT_RULES } from './text/index.ts'

/** Raise it whenever the same report may get other findings than before. */
export const RULE_SET_VERSION = '2.2.0'

/** Every rule, in the order in which findings at one place are told. */
export const RULES: readonly Rule[] = [...FILING_RULES, ...STRUCTURE_RULES, ...DATE_RULES, ...FORM_RULES, ...CELL_RULES, ...IDENTITY_RULES, ...NARRATIVE_RULES, ...HISTORY_RULES, ...PEER_RULES, ...LAW_RULES, ...TEXT_RULES]

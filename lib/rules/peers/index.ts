import type { Rule } from '../define.ts'
import { sharedText } from './shared-text.ts'

/** The report against those of other agencies. */
export const PEER_RULES: readonly Rule[] = [sharedText]

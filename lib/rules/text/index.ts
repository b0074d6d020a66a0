import type { Rule } from '../define.ts'
import { damagedDate, garbled, lostYear } from './damage.ts'
import { doubledWords, repeatedItem, repeatedSentence } from './doubled.ts'
import { draft, instruction, placeholder } from './leftovers.ts'
import { bookTitleMarks, brackets, doubledPunctuation, emptyMarks, quotationMarks } from './marks.ts'
import { otherName, signedOther } from './names.ts'
import { preambleCount, preambleParts } from './preamble.ts'
import { foreignHouse, selfReference } from './references.ts'
import { foreignRequests, foreignScope } from './scope.ts'

/** Slips of the pen, and what was left over from templates and other reports. */
export const TEXT_RULES: readonly Rule[] = [
  doubledWords,
  repeatedItem,
  repeatedSentence,
  bookTitleMarks,
  brackets,
  quotationMarks,
  doubledPunctuation,
  emptyMarks,
  placeholder,
  instruction,
  draft,
  damagedDate,
  garbled,
  lostYear,
  preambleCount,
  preambleParts,
  selfReference,
  foreignHouse,
  foreignScope,
  foreignRequests,
  otherName,
  signedOther,
]

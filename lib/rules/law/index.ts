import type { Rule } from '../define.ts'
import { accountability } from './accountability.ts'
import { basis, feeNotice } from './documents.ts'
import { feeConfused, feeContradiction, feeElsewhere, feeIncomplete, feeUnstated } from './fees.ts'
import { noticeIssuer, noticeMismatch, noticeNumber, noticeOutdated, noticeUnborn } from './notices.ts'
import { regulationsClaimed, regulationsPowerless } from './powers.ts'
import { improvementsMissing, problemsDenied, problemsMissing } from './problems.ts'
import { regulationArticle, regulationDecree, regulationName } from './regulation.ts'

/** What law and notices demand of the content, and how they are cited. */
export const LAW_RULES: readonly Rule[] = [
  feeUnstated,
  feeElsewhere,
  feeIncomplete,
  feeContradiction,
  feeConfused,
  accountability,
  problemsDenied,
  problemsMissing,
  improvementsMissing,
  regulationsPowerless,
  regulationsClaimed,
  regulationName,
  regulationDecree,
  regulationArticle,
  noticeNumber,
  noticeMismatch,
  noticeOutdated,
  noticeUnborn,
  noticeIssuer,
  feeNotice,
  basis,
]

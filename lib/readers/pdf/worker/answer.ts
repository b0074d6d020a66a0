import type { Rejection } from '../../../report/index.ts'
import type { PageLayout } from '../layout.ts'

/** What the thread says of a file; `unopened` if it was refused before pdf.js saw it. */
export type Answer =
  | { readonly ok: true; readonly pages: readonly PageLayout[] }
  | { readonly ok: false; readonly rejection: Rejection; readonly unopened: boolean }

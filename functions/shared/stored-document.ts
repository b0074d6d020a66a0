import * as z from 'zod'
import type { Document } from '../../lib/readers/document.ts'
import { Place } from '../../lib/report/index.ts'

const placed = { text: z.string(), place: Place }
const Block = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('paragraph'), ...placed, heading: z.number().exactOptional(), number: z.string().exactOptional() }),
  z.object({
    kind: z.literal('grid'),
    rows: z.int(),
    columns: z.int(),
    cells: z.array(z.object({ ...placed, row: z.int(), column: z.int(), rowSpan: z.int(), colSpan: z.int() })),
    place: Place,
  }),
  z.object({ kind: z.literal('line'), separator: z.enum(['|', '\t']), rule: z.literal(true).exactOptional(), cells: z.array(z.object(placed)), place: Place }),
  z.object({ kind: z.literal('image'), place: Place }),
])

/** What a file was read as, as `parse` keeps it for the page: the places of all findings are offsets into it. */
export const StoredDocument: z.ZodType<Document> = z.object({
  format: z.enum(['text', 'markdown', 'html', 'mht', 'rtf', 'doc', 'docx', 'xls', 'xlsx', 'pdf']),
  encoding: z.string(),
  text: z.string(),
  blocks: z.array(Block),
  messages: z.array(z.string()),
})

import * as z from 'zod'

/**
 * Where something stands in the source. `start` and `end` are UTF-16 offsets into `Document.text`
 * (end exclusive), so that `text.slice(start, end)` is always the quote. The other members say the same
 * place in the words of a person; all of them count from 1.
 */
export const Place = z.object({
  start: z.int().nonnegative(),
  end: z.int().nonnegative(),
  /** Which file of a report that came in several; absent where there is only one. */
  file: z.string().optional(),
  line: z.int().positive().optional(),
  page: z.int().positive().optional(),
  sheet: z.string().optional(),
  cell: z.string().optional(),
  paragraph: z.int().positive().optional(),
  table: z.int().positive().optional(),
  row: z.int().positive().optional(),
  column: z.int().positive().optional(),
})
export type Place = z.infer<typeof Place>

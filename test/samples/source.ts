import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'

/** Numbers of one row, in the order of the form; what is left out at the end is 0. */
const Row = z.array(z.number())

/** What an agency wrote; the tables by the figures that it was free to choose, totals follow from them. */
const Written = z.strictObject({
  agency: z.string(),
  year: z.int(),
  form: z.enum(['2019', '2021']).default('2021'),
  title: z.string().optional(),
  signed: z.iso.date().nullable(),
  /** Whose name stands above the date, where it is not the agency's. */
  signedBy: z.string().optional(),
  preamble: z.string(),
  overview: z.record(z.string(), z.string()),
  disclosure: z.record(z.string(), Row).default({}),
  outcomes: z.record(z.string(), Row).default({}),
  carriedOver: Row.default([]),
  carriedForward: Row.default([]),
  disputes: z.record(z.string(), Row).default({}),
  problems: z.array(z.string()),
  other: z.array(z.string()),
  /** Cells that were filed otherwise than the figures above give: `table row column` → as typed. */
  filed: z.record(z.string(), z.string()).default({}),
})
export type Written = z.infer<typeof Written>

const Slips = z.array(z.tuple([z.string(), z.string()]))

/** One sample: what lies in it, how it is written down, and what must be found in it, exactly. */
const Source = z.strictObject({
  /** As `gongkai check` names it: `<agency>/<year>/<file>`, or a file within an archive. */
  file: z.string(),
  story: z.string(),
  verdict: z.enum(['pass', 'fail', 'uncheckable', 'rejected']),
  /** The ids of rules, each as often as it finds something: errors and warnings, and apart from them hints. */
  finds: z.array(z.string()).default([]),
  hints: z.array(z.string()).default([]),
  /** A layout of test/support/writers, or a format and the beginning of a dialect's name (`DOCX as WPS`); absent: kept as written by hand. */
  as: z.string().optional(),
  gbk: z.boolean().default(false),
  halfWidth: z.boolean().default(false),
  spacedHeaders: z.boolean().default(false),
  /** The tables are a workbook of their own, of this name. */
  tablesIn: z.string().optional(),
  /** Slips of what was written down, for formats that are text. */
  slips: Slips.default([]),
  /** The whole stands there once more, with these slips. */
  again: Slips.optional(),
  report: Written.optional(),
})
export type Source = z.infer<typeof Source>

const FOLDER = join(import.meta.dirname, 'sources')

/** All samples, in the order of their files. @throws {Error} where a source is not right. */
export const readSources = (): Source[] =>
  readdirSync(FOLDER)
    .flatMap((name) => {
      const parsed = Source.safeParse(parse(readFileSync(join(FOLDER, name), 'utf8')))
      if (!parsed.success) throw new Error(`${name}: ${z.prettifyError(parsed.error)}`)
      return [parsed.data]
    })
    .toSorted((a, b) => (a.file < b.file ? -1 : 1))

import * as z from 'zod'
import { Cell } from './cell.ts'
import { Level } from './level.ts'
import { Place } from './place.ts'

const FormIdSchema = z.enum(['2019', '2021'])

export const Paragraph = z.object({ text: z.string(), place: Place })
export type Paragraph = z.infer<typeof Paragraph>

/** What a sub-section of section one is about; the five aspects that the form of 2021 asks for. */
export const Aspect = z.enum(['proactive', 'onRequest', 'management', 'platform', 'supervision'])
export type Aspect = z.infer<typeof Aspect>

export const Subsection = z.object({
  /** As printed: 3 for (三); null where the number is lost or there never was one. */
  number: z.int().positive().nullable(),
  aspect: Aspect.nullable(),
  heading: z.string(),
  place: Place,
})
export type Subsection = z.infer<typeof Subsection>

export const SectionKey = z.enum(['overview', 'disclosure', 'requests', 'disputes', 'problems', 'other'])
export type SectionKey = z.infer<typeof SectionKey>

/** Which section it is in the form, from 1. Source: 国办公开办函〔2019〕60号, kept by 国办公开办函〔2021〕30号. */
export const numberOf = (key: SectionKey): number => SectionKey.options.indexOf(key) + 1

export const Section = z.object({
  key: SectionKey.nullable(),
  /** As printed: 3 for 三、; null where the number is lost. */
  number: z.int().positive().nullable(),
  heading: z.string(),
  /** Of the heading. */
  place: Place,
  subsections: z.array(Subsection),
  /** The narrative, tables and headings of sub-sections left out, in reading order. */
  paragraphs: z.array(Paragraph),
})
export type Section = z.infer<typeof Section>

/** One block of a table: 第二十条第(一)项 …, or the whole of table 3 or 4. */
const TableBlock = z.object({
  key: z.enum(['item1', 'item5', 'item6', 'item8', 'item9', 'requests', 'disputes']),
  /** Seen from the block's own labels; null where they tell nothing. */
  form: FormIdSchema.nullable(),
  place: Place,
})

export const Table = z.object({
  /**
   * `missing`: the source has no text of this table. `unreadable`: there is one (or a picture of one), but its
   * cells cannot be told for certain; then `rows` is empty and `reason` says why, in Chinese.
   */
  status: z.enum(['read', 'missing', 'unreadable']),
  reason: z.string().optional(),
  /** The form of all blocks; null where blocks follow different forms (a hybrid), or none was seen. */
  form: FormIdSchema.nullable(),
  blocks: z.array(TableBlock),
  /** All rows of the form that the blocks follow; a row that the source lacks has cells of kind `missing`. */
  rows: z.record(z.string(), z.record(z.string(), Cell)),
  /** The rows' labels as filed, by row key; rows that the source lacks are absent. */
  labels: z.record(z.string(), Paragraph),
  /** Rows with a label that no form knows, and cells beyond the last column. */
  extraRows: z.array(Paragraph),
  extraCells: z.array(Cell),
  /** Columns of the form whose header the source lacks although it has a header: `{ block, column }`. */
  missingColumns: z.array(z.object({ block: z.string(), column: z.string() })),
  /** Of the whole table; null if missing. */
  place: Place.nullable(),
})
export type Table = z.infer<typeof Table>

/** A date as filed, `YYYY-MM-DD`. */
export const StatedDate = z.object({ date: z.iso.date(), place: Place })
export type StatedDate = z.infer<typeof StatedDate>

export const Report = z.object({
  /** The name in its fullest form that the source states (`岚屿县栖云镇人民政府`); null if none. */
  agency: z.string().nullable(),
  /** The calendar year that the report is about; null if it cannot be told for certain. */
  year: z.int().nullable(),
  /** Concluded from the agency's name; null where that is not certain. */
  level: Level.nullable(),
  title: z.string().nullable(),
  places: z.object({ title: Place.nullable(), agency: Place.nullable(), year: Place.nullable() }),
  /** What stands between title and section one. */
  preamble: z.array(Paragraph),
  sections: z.array(Section),
  dates: z.object({
    /** 统计期限: the first stated reporting period. A part that lost its characters is null. */
    period: z.object({ from: z.iso.date().nullable(), to: z.iso.date().nullable(), place: Place }).nullable(),
    /** The date under the report (落款). */
    signed: StatedDate.nullable(),
    /** A publication date in the page's own metadata; a weak signal, it is often the date of a migration. */
    published: StatedDate.nullable(),
  }),
  /** The signing agency above or beside the date (落款单位). */
  signature: Paragraph.nullable(),
  tables: z.object({ disclosure: Table, requests: Table, disputes: Table }),
  /** Set if the report stands twice: where the second copy begins and what differs in it. */
  duplicate: z
    .object({
      place: Place,
      differences: z.array(z.object({ first: Paragraph, second: Paragraph })),
    })
    .nullable(),
  /** What it was read from. */
  source: z.object({
    format: z.string(),
    encoding: z.string().nullable(),
    /** What the reader had to note, in Chinese: damage, replaced characters. */
    messages: z.array(z.string()),
    /** The version of the parser that read it; absent in records of version 1. */
    parser: z.string().optional(),
  }),
  /** `Document.text`, the source that every place is an offset into: a finding's quote is a slice of it. */
  text: z.string(),
})
export type Report = z.infer<typeof Report>

import { zipSync } from 'fflate'
import { buildReport } from '../support/build-report.ts'
import { encode, ENCODINGS } from '../support/encode.ts'
import { type Part, partsOf } from '../support/parts.ts'
import { blank, type CellData, number, notApplicable, type ReportData, withCell } from '../support/report-data.ts'
import { layoutNamed } from '../support/writers/index.ts'
import { writeDoc, writeDocReport } from '../readers/support/write-doc.ts'
import { DOCX_DIALECTS, writeDocx } from '../readers/support/write-docx.ts'
import { MHT_DIALECTS, writeMht } from '../readers/support/write-mht.ts'
import { pdf, PDF_DIALECTS, stream, writePdf } from '../readers/support/write-pdf.ts'
import { RTF_DIALECTS, writeRtf } from '../readers/support/write-rtf.ts'
import { writeXls } from '../readers/support/write-xls.ts'
import { XLSX_DIALECTS } from '../readers/support/write-xlsx.ts'
import type { Source, Written } from './source.ts'

/** Archives have the day of the last report in them, so that the same sources give the same bytes. */
const PACKED = new Date(2026, 0, 30)

/** All files that follow from the sources, by their paths in `samples/`. */
export function sampleFiles(sources: readonly Source[]): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>()
  const archives = new Map<string, Record<string, Uint8Array>>()
  for (const [path, bytes] of sources.flatMap(filesOf)) {
    const [archive = '', inside] = path.split(/(?<=\.zip)\//)
    if (inside === undefined) files.set(path, bytes)
    else archives.set(archive, { ...archives.get(archive), [inside]: bytes })
  }
  for (const [path, members] of archives) files.set(path, zipSync(members, { mtime: PACKED }))
  return files
}

function filesOf(source: Source): [string, Uint8Array][] {
  const { file, as, report, tablesIn } = source
  if (as === undefined) return []
  if (report === undefined) return [[file, unreadable(as)]]
  const data = dataOf(source, report)
  if (tablesIn === undefined) return [[file, write(source, as, data)]]
  const parts = partsOf(data)
  const isSheet = ({ kind }: Part): boolean => kind === 'table'
  const body = writeDocx(data, dialect(DOCX_DIALECTS, as), parts.filter((part) => !isSheet(part)))
  const [sheet] = XLSX_DIALECTS
  if (sheet === undefined) throw new Error('there is no way to write a workbook')
  return [
    [file, body],
    [file.replace(/[^/]*$/, tablesIn), sheet.write(data, parts.filter(isSheet))],
  ]
}

function dataOf({ halfWidth, spacedHeaders }: Source, { disclosure, outcomes, carriedOver, carriedForward, disputes, filed, overview, title, signedBy, ...rest }: Written): ReportData {
  const report = buildReport({
    ...rest,
    ...(title !== undefined && { title }),
    overview: Object.entries(overview).map(([heading, text]) => ({ heading, text })),
    figures: { disclosure, outcomes, carriedOver, carriedForward, disputes },
    style: { brackets: halfWidth ? 'half' : 'full', spacedHeaders },
  })
  const changed = Object.entries(filed).reduce((before, [at, raw]) => {
    const [table = '', row = '', column = ''] = at.split(' ')
    if (table !== 'disclosure' && table !== 'requests' && table !== 'disputes') throw new Error(`no table is called ${table}`)
    return withCell(before, table, row, column, cell(raw))
  }, report)
  return signedBy === undefined ? changed : { ...changed, agency: signedBy }
}

function cell(raw: string): CellData {
  if (raw === '') return blank
  if (raw === '/') return notApplicable
  return /^\d+(?:\.\d+)?$/.test(raw) ? number(Number(raw)) : { kind: 'text', value: null, raw }
}

function write({ gbk, slips, again }: Source, as: string, report: ReportData): Uint8Array {
  const [format = ''] = as.split(' ')
  if (format === 'DOCX') return writeDocx(report, dialect(DOCX_DIALECTS, as))
  if (format === 'XLSX') return dialect(XLSX_DIALECTS, as).write(report)
  if (format === 'DOC') return writeDocReport(report)
  if (format === 'XLS') return writeXls(report)
  if (format === 'RTF') return writeRtf(report, dialect(RTF_DIALECTS, as))
  if (format === 'PDF') return writePdf(report, dialect(PDF_DIALECTS, as))
  if (format === 'MHT') return writeMht(layoutNamed('HTML as Word pastes it').write(report), dialect(MHT_DIALECTS, as), encoding(false))
  const text = withSlips(layoutNamed(as).write(report), slips)
  return encode(again === undefined ? text : `${text}\n${withSlips(text, again)}`, encoding(gbk))
}

function withSlips(text: string, slips: Source['slips']): string {
  return slips.reduce((before, [from, to]) => {
    if (!before.includes(from)) throw new Error(`nothing to change: ${from}`)
    return before.replaceAll(from, to)
  }, text)
}

function encoding(gbk: boolean): (typeof ENCODINGS)[number] {
  return (gbk ? ENCODINGS.find(({ name }) => name === 'GBK') : undefined) ?? ENCODINGS[0]
}

function dialect<D extends { readonly name: string }>(dialects: readonly D[], as: string): D {
  const found = dialects.find(({ name }) => name.startsWith(as.slice(as.indexOf(' ') + 1)))
  if (found === undefined) throw new Error(`no dialect: ${as}`)
  return found
}

/** Files whose content cannot be read. */
function unreadable(as: string): Uint8Array {
  if (as === 'DOC with a password') return writeDoc([{ text: '年度报告\r' }], { flags: 0x0100 })
  if (as !== 'PDF of a scan') throw new Error(`nothing is called ${as}`)
  const page = 'q 595 0 0 842 0 0 cm /X Do Q'
  const picture = stream('x', false, '/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray')
  return pdf([page, page], {}, { resources: '/XObject << /X 9 0 R >>', objects: [picture] })
}

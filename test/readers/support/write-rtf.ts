import { encode, ENCODINGS } from '../../support/encode.ts'
import { partsOf, type Part } from '../../support/parts.ts'
import type { PrintedTable } from '../../support/printed-table.ts'
import type { ReportData } from '../../support/report-data.ts'
import { mergedRows } from './merged-rows.ts'

export interface RtfDialect {
  readonly name: string
  readonly head: string
  readonly text: (text: string) => string
  /** Merged areas across columns as one wide cell, or as several that are marked as merged. */
  readonly wide: boolean
}

const escape = (text: string) => text.replace(/[\\{}]/g, '\\$&').replaceAll('\n', '\\line ')
const units = (text: string, substitute: string) =>
  escape(text).replace(/[^\0-\x7f]/g, (unit) => `\\u${(unit.charCodeAt(0) << 16) >> 16}${substitute}`)
const [GBK] = ENCODINGS.filter(({ name }) => name === 'GBK')
const bytes = (text: string) =>
  escape(text).replace(/[^\0-\x7f]/g, (character) =>
    Array.from(GBK ? encode(character, GBK) : [], (byte) => `\\'${byte.toString(16).padStart(2, '0')}`).join(''),
  )

export const RTF_DIALECTS: readonly RtfDialect[] = [
  {
    name: 'as LibreOffice writes it: units with a substitute',
    head: "\\ansi\\deff0{\\fonttbl{\\f0\\fnil\\fcharset0 Noto Serif CJK SC;}}{\\stylesheet{\\s0\\snext0 Normal;}}{\\*\\generator LibreOffice}{\\info{\\title 999}}",
    text: (text) => units(text, "\\'3f"),
    wide: true,
  },
  {
    name: 'as Word writes it: bytes of GBK by the charset of the font, digits in groups of their own',
    head:
      "\\ansi\\ansicpg936\\uc2\\deff0{\\fonttbl{\\f0\\froman\\fcharset0 Times New Roman;}{\\f13\\fnil\\fcharset134{\\*\\falt SimSun}\\'cb\\'ce\\'cc\\'e5;}}" +
      '{\\colortbl;\\red0\\green0\\blue0;}{\\*\\rsidtbl\\rsid1}{\\header\\pard 888\\par}',
    text: (text) =>
      text
        .split(/(\d+)/)
        .map((run) => (/\d/.test(run) ? `{\\rtlch\\fcs1 \\af0 \\ltrch\\fcs0 \\f0\\lang1033 ${run}}` : `{\\rtlch\\fcs1 \\af0 \\ltrch\\fcs0 \\loch\\af0\\hich\\af0\\dbch\\f13 ${bytes(run)}}`))
        .join(''),
    wide: false,
  },
  {
    name: 'bytes of GBK in a font that claims to be western',
    head: '\\ansi\\ansicpg936\\deff0{\\fonttbl{\\f0\\fcharset0 Arial;}}',
    text: bytes,
    wide: true,
  },
]

const WIDTH = 900

function row(dialect: RtfDialect, cells: ReturnType<typeof mergedRows>[number]): string {
  let definition = '\\trowd\\trgaph108\\trleft-108'
  let content = ''
  for (const { cell, column, continued } of cells) {
    const down = cell.rowSpan === 1 ? '' : continued ? '\\clvmrg' : '\\clvmgf'
    const parts = dialect.wide ? 1 : cell.colSpan
    for (let part = 0; part < parts; part += 1) {
      const across = parts === 1 ? '' : part === 0 ? '\\clmgf' : '\\clmrg'
      const right = column + (dialect.wide ? cell.colSpan : part + 1)
      definition += `${down}${across}\\clbrdrt\\brdrs\\cellx${right * WIDTH}`
      content += `\\pard\\intbl ${continued || part > 0 ? '' : dialect.text(cell.text)}\\cell`
    }
  }
  return `${definition}\n${content}\n\\row\n`
}

const table = (dialect: RtfDialect, printed: PrintedTable) => mergedRows(printed).map((cells) => row(dialect, cells)).join('')
const paragraph = (dialect: RtfDialect, { kind, text }: Exclude<Part, { kind: 'table' }>) =>
  `\\pard${kind === 'heading' ? '\\outlinelevel0' : ''} ${dialect.text(text)}\\par\n`

/** The report as an RTF file. */
export function writeRtf(report: ReportData, dialect: RtfDialect): Uint8Array {
  const body = partsOf(report).map((part) => (part.kind === 'table' ? table(dialect, part.table) : paragraph(dialect, part)))
  return Buffer.from(`{\\rtf1${dialect.head}\n${body.join('')}}`, 'latin1')
}

import { formOfYear, type Block, type Form, type Report, type Table, type TableKey } from '../../report/index.ts'
import { defineRule, outcome, type Fault } from '../define.ts'
import { firstLine } from '../places.ts'
import { FORM_IN_FORCE } from '../sources.ts'
import { formOf, quoted, rowWords, TABLE_KEYS, TABLE_WORDS } from '../words.ts'

const readTables = (report: Report): TableKey[] => TABLE_KEYS.filter((key) => report.tables[key].status === 'read')

/** The form that a table must follow; its own, where the year is unknown or before the forms. */
const formDue = (report: Report, table: Table): Form => (report.year === null ? null : formOfYear(report.year)) ?? formOf(table)

const lacks = (table: Table, row: string): boolean =>
  !(row in table.labels) && Object.values(table.rows[row] ?? {}).every(({ kind }) => kind === 'missing')

/** The blocks in which rows can be missed: those of another form are outdated, which is told as such. */
function blocksDue(report: Report, key: TableKey): Block[] {
  const table = report.tables[key]
  const form = formDue(report, table)
  if (table.form !== null && table.form !== form.id) return []
  const foreign = new Set(table.blocks.filter((block) => block.form !== null && block.form !== form.id).map((block) => block.key))
  return form.tables[key].filter((block) => !foreign.has(block.key))
}

function missing(report: Report, key: TableKey): Fault[] {
  const table = report.tables[key]
  const names = blocksDue(report, key).flatMap((block) => {
    const rows = block.rows.filter((row) => lacks(table, row.key))
    if (rows.length === block.rows.length && block.caption !== null) return [`${block.caption}（${rows.map(({ label }) => label).join('、')}）`]
    return rows.map((row) => rowWords(key, row.key))
  })
  if (names.length === 0 || table.place === null) return []
  // A row under a name that no form knows may be the one that is missed.
  const unknown = table.extraRows.map(({ text }) => text.trim())
  const doubt = unknown.length > 0 ? `（另有认不出的${quoted(unknown.slice(0, 3))}，也可能是行名写错）` : ''
  return [
    {
      message: `${TABLE_WORDS[key]}缺少${names.length === 1 ? '' : `${names.length}处内容：`}${quoted(names)}${doubt}。`,
      severity: doubt === '' ? 'error' : 'warning',
      place: firstLine(report, table.place),
      expected: names.join('、'),
      actual: '没有',
    },
  ]
}

export const missingRows = defineRule({
  id: 'form/missing-rows',
  title: '表格缺行',
  severity: 'error',
  dimension: 'completeness',
  source: FORM_IN_FORCE,
  why: '格式规定的行不能删减，没有发生的事项也要保留并填“0”。',
  fix: '对照格式补上缺少的行，没有发生的填“0”。',
  examples: {
    fail: [
      { edits: [['| 行政强制 | 4 | | |\n', '']] },
      { edits: [['| | | 2.重复申请 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |\n', '']] },
    ],
    pass: [{ edits: [['| 行政规范性文件 | 3 | 2 | 12 |', '| 规范性文件 | 3 | 2 | 12 |']] }],
  },
  check: (report) => outcome(readTables(report).flatMap((key) => missing(report, key))),
})

/** Asked for by some provinces beside the form. */
const HARMLESS = /其他主动公开/u

export const extraRows = defineRule({
  id: 'form/extra-rows',
  title: '表格多出格式以外的行',
  severity: 'warning',
  dimension: 'formality',
  source: FORM_IN_FORCE,
  why: '格式以外的行不能汇总，也常常是旧格式或者复制时留下的。',
  fix: '删去格式以外的行，需要说明的情况写到第一部分或者第六部分。',
  examples: {
    fail: [{ edits: [['| 行政强制 | 4 | | |\n', '| 行政强制 | 4 | | |\n| 行政征收 | 1 | | |\n']] }],
    pass: [{ edits: [['| 行政规范性文件 | 3 | 2 | 12 |\n', '| 行政规范性文件 | 3 | 2 | 12 |\n| 其他主动公开文件 | 5 | 0 | 40 |\n']] }],
  },
  check: (report) =>
    outcome(
      readTables(report).flatMap((key) =>
        report.tables[key].extraRows
          .filter(({ text }) => !HARMLESS.test(text.replaceAll(/\s/gu, '')))
          .map(({ text, place }): Fault => ({
            message: `${TABLE_WORDS[key]}多出格式以外的一行：“${text.trim()}”。`,
            place,
            severity: key === 'disclosure' ? 'info' : 'warning',
          })),
      ),
    ),
})

import { FORM_2019, FORM_2021, type Form, type Table, type TableKey } from '../report/index.ts'

/** What a clerk calls the tables: by the section that they stand in. */
export const TABLE_WORDS: Readonly<Record<TableKey, string>> = { disclosure: '表2', requests: '表3', disputes: '表4' }

export const TABLE_TITLES: Readonly<Record<TableKey, string>> = {
  disclosure: '“主动公开政府信息情况”表（表2）',
  requests: '“收到和处理政府信息公开申请情况”表（表3）',
  disputes: '“政府信息公开行政复议、行政诉讼情况”表（表4）',
}

export const TABLE_KEYS: readonly TableKey[] = ['disclosure', 'requests', 'disputes']

const REMARK = /\([^()]*\)$/u
const RESULTS = '三、本年度办理结果'

function collect(form: Form, words: Map<string, string>): Map<string, string> {
  for (const table of TABLE_KEYS) {
    for (const block of form.tables[table]) {
      for (const row of block.rows) {
        const groups = (row.groups ?? []).filter((group) => group !== RESULTS)
        words.set(`${table} ${row.key}`, [...groups, row.label.replace(REMARK, '')].join(' '))
        for (const column of block.columns) words.set(`${table} ${row.key} ${column.key}`, column.label.replace(REMARK, ''))
      }
    }
  }
  return words
}

const words = collect(FORM_2021, collect(FORM_2019, new Map<string, string>()))
const word = (key: string): string => words.get(key) ?? ''

/** A row as the form prints it, with its group: `(三)不予公开 1.属于国家秘密`. */
export const rowWords = (table: TableKey, row: string): string => word(`${table} ${row}`)

/** A column as the form prints it above that row: `自然人`. */
export const columnWords = (table: TableKey, row: string, column: string): string => word(`${table} ${row} ${column}`)

/** `“甲”“乙”`; quotation marks within become single ones. */
export const quoted = (items: readonly string[]): string =>
  items.map((item) => `“${item.replaceAll('“', '‘').replaceAll('”', '’')}”`).join('')

const NUMERALS = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十']

/** 1-99 in Chinese numerals. */
export function numeral(value: number): string {
  if (value <= 10) return NUMERALS[value] ?? String(value)
  const tens = Math.floor(value / 10)
  const ones = value % 10
  return `${tens === 1 ? '' : (NUMERALS[tens] ?? '')}十${ones === 0 ? '' : (NUMERALS[ones] ?? '')}`
}

/** `YYYY-MM-DD` as a clerk writes it: 2025年1月6日. */
export function dateWords(date: string): string {
  const [year, month, day] = date.split('-').map(Number)
  return `${year ?? ''}年${month ?? ''}月${day ?? ''}日`
}

/** The form that the rows of a table follow. */
export const formOf = (table: Table): Form => ('other' in table.rows || table.form === '2019' ? FORM_2019 : FORM_2021)

import { writeXlsx } from 'hucre/xlsx'
import type { Entry } from '../report/index.ts'
import { FINDING_COLUMNS, findingLines } from './findings.ts'
import { REPORT_COLUMNS } from './reports.ts'
import { REQUEST_COLUMNS, requestLines } from './requests.ts'
import { dayOf, layOut, type Column, type Value } from './sheet.ts'

const rowOf = <Line>(columns: readonly Column<Line>[], line: Line): Value[] => columns.map(({ value }) => value(line))

/**
 * A supervisor's workbook (XLSX) of many reports: 全部报告, 全部问题 and 申请情况表 (all numbers of table 3). Entries are
 * taken one by one and not kept.
 */
export class Workbook {
  readonly #reports = { name: '全部报告', columns: REPORT_COLUMNS, rows: new Array<Value[]>(), frozen: 2 }
  readonly #findings = { name: '全部问题', columns: FINDING_COLUMNS, rows: new Array<Value[]>(), frozen: 2 }
  readonly #requests = { name: '申请情况表', columns: REQUEST_COLUMNS, rows: new Array<Value[]>(), frozen: 2 }

  /** Adds what came of one file, behind those before it. */
  add(entry: Entry): void {
    this.#reports.rows.push(rowOf(REPORT_COLUMNS, entry))
    for (const line of findingLines(entry)) this.#findings.rows.push(rowOf(FINDING_COLUMNS, line))
    for (const line of requestLines(entry)) this.#requests.rows.push(rowOf(REQUEST_COLUMNS, line))
  }

  /**
   * The bytes of the workbook: the same for the same entries and day.
   * @param date the day of the check, `YYYY-MM-DD`; it is the day that the workbook says it was made.
   */
  write(date: string): Promise<Uint8Array> {
    const made = dayOf(date)
    return writeXlsx({
      sheets: [this.#reports, this.#findings, this.#requests].flatMap((sheet) => layOut(sheet, `核对日期：${date}`)),
      properties: { title: '政府信息公开工作年度报告核对情况', created: made, modified: made },
      defaultFont: { name: '宋体', size: 11 },
    })
  }
}

import type { Level } from './level.ts'
import type { Place } from './place.ts'
import type { Severity } from './finding.ts'
import type { Verdict } from './score.ts'

/** What a verdict is called, and its colour. */
export const VERDICT_WORDS: Readonly<Record<Verdict, { word: string; tone: Severity | 'good' }>> = {
  pass: { word: '通过', tone: 'good' },
  fail: { word: '未通过', tone: 'error' },
  uncheckable: { word: '未能完成核对', tone: 'warning' },
}

export const LEVEL_NAMES: Readonly<Record<Level, string>> = {
  ministry: '国务院部门',
  province: '省级政府',
  city: '市级政府',
  county: '县级政府',
  department: '政府部门',
  township: '乡镇、街道',
}

/** What the severities are called, and what each asks of the reader. */
export const SEVERITY_WORDS: Readonly<Record<Severity, { name: string; duty: string }>> = {
  error: { name: '错误', duty: '必须修改' },
  warning: { name: '疑点', duty: '请核实，有误再改' },
  info: { name: '提示', duty: '供参考' },
}

/** Where something stands, as one would say it: `第3页，第2个表格第4行第1列`, `文件“附件.xlsx”，单元格B4`; '' if the place says nothing of it. */
export function placeInWords(place: Place): string {
  const cell = [
    place.table === undefined ? '' : `第${place.table}个表格`,
    place.row === undefined ? '' : `第${place.row}行`,
    place.column === undefined ? '' : `第${place.column}列`,
  ].join('')
  return [
    place.file === undefined ? '' : `文件“${place.file}”`,
    place.page === undefined ? '' : `第${place.page}页`,
    place.sheet === undefined ? '' : `工作表“${place.sheet}”`,
    place.cell === undefined ? '' : `单元格${place.cell}`,
    cell,
    // A line of the source says nothing that the cell has not said better.
    place.line === undefined || cell !== '' ? '' : `第${place.line}行`,
    place.paragraph === undefined || place.line !== undefined || cell !== '' ? '' : `第${place.paragraph}段`,
  ]
    .filter((words) => words !== '')
    .join('，')
}

import { LEVEL_NAMES, VERDICT_WORDS, type Dimension, type Entry, type Severity, type Table, type TableKey } from '../report/index.ts'
import { dayOf, type Column, type Value } from './sheet.ts'

const STATUS: Readonly<Record<Table['status'], string>> = { read: '已读出', missing: '没有找到', unreadable: '无法读取' }

const points = (header: string, dimension: Dimension): Column<Entry> => ({
  header,
  width: 8,
  kind: 'number',
  value: ({ score }) => score?.dimensions.find((one) => one.dimension === dimension)?.points ?? null,
})

const count = (header: string, severity: Severity): Column<Entry> => ({
  header,
  width: 8,
  kind: 'number',
  value: ({ outcome, findings }) => (outcome === 'rejected' ? null : findings.filter((finding) => finding.severity === severity).length),
})

const status = (header: string, table: TableKey): Column<Entry> => ({
  header,
  width: 10,
  kind: 'short',
  value: ({ record }) => (record === undefined ? null : STATUS[record.tables[table].status]),
})

/** What every sheet says first of a line: whose it is. */
export const WHO: readonly Column<Pick<Entry, 'file' | 'record'>>[] = [
  { header: '文件', width: 34, kind: 'text', value: ({ file }) => file },
  { header: '单位', width: 26, kind: 'text', value: ({ record }) => record?.agency ?? null },
  { header: '年度', width: 7, kind: 'number', value: ({ record }) => record?.year ?? null },
]

/** 全部报告: a line per file. */
export const REPORT_COLUMNS: readonly Column<Entry>[] = [
  ...WHO,
  { header: '级别', width: 12, kind: 'short', value: ({ record }) => (record?.level == null ? null : LEVEL_NAMES[record.level]) },
  { header: '结论', width: 14, kind: 'short', value: ({ score }) => (score === undefined ? '不能核对' : VERDICT_WORDS[score.verdict].word) },
  { header: '得分', width: 8, kind: 'number', value: ({ score }) => score?.total ?? null },
  points('完整', 'completeness'),
  points('准确', 'accuracy'),
  points('一致', 'consistency'),
  points('规范', 'formality'),
  points('及时', 'timeliness'),
  count('错误', 'error'),
  count('疑点', 'warning'),
  count('提示', 'info'),
  { header: '未能核对', width: 10, kind: 'number', value: ({ outcome, notEvaluated }) => (outcome === 'rejected' ? null : notEvaluated.length) },
  { header: '落款日期', width: 12, kind: 'date', value: signed },
  status('表2', 'disclosure'),
  status('表3', 'requests'),
  status('表4', 'disputes'),
  { header: '不能核对的原因', width: 50, kind: 'text', value: reasons },
  { header: '读取说明', width: 40, kind: 'text', value: ({ record }) => record?.source.messages.join('\n') ?? null },
]

function signed({ record }: Entry): Value {
  const date = record?.dates.signed?.date
  return date === undefined ? null : dayOf(date)
}

/** Why the file was not checked, or what of it could not be. */
function reasons({ rejection, notEvaluated }: Entry): string {
  if (rejection !== undefined) return rejection.message
  return [...new Set(notEvaluated.map(({ reason }) => reason))].join('\n')
}

import { FORMS } from '../../report/index.ts'
import { defineRule, type Rule } from '../define.ts'
import { FORM_IN_FORCE } from '../sources.ts'
import { TABLE_WORDS } from '../words.ts'
import { joined, splitWords } from './digits.ts'
import { blankWords, groupWords, isCollapsed, isMissingColumn, judgeCells, rawWords, rowNames, type FiledRow } from './filed.ts'

/** Amounts of money: the only columns that may hold decimals. */
const AMOUNTS = new Set(
  Object.values(FORMS).flatMap((form) =>
    Object.entries(form.tables).flatMap(([table, blocks]) =>
      blocks.flatMap((block) => block.rows.flatMap((row) => block.columns.flatMap(({ key, decimal }) => (decimal ? [`${table} ${row.key} ${key}`] : [])))),
    ),
  ),
)
const isAmount = ({ table, row }: FiledRow, column: string): boolean => AMOUNTS.has(`${table} ${row} ${column}`)

/** 本年增/减 of the form of 2019 counts both ways: 减4, -4. */
const isChange = (column: string): boolean => column === 'change'
const CHANGE = /^[增减+＋\-－−]\s*\d+$/u

const rule = (definition: Omit<Rule, 'source' | 'dimension'> & Partial<Pick<Rule, 'dimension'>>): Rule =>
  defineRule({ source: FORM_IN_FORCE, dimension: 'accuracy', ...definition })

export const CELL_RULES: readonly Rule[] = [
  rule({
    id: 'cells/blank',
    title: '单元格空白',
    severity: 'error',
    dimension: 'completeness',
    why: '空白既可能是零，也可能是漏填，公众和主管部门都无法判断。',
    fix: '逐格补填：没有发生的填“0”，有数量的填实际数量。',
    examples: {
      fail: [
        { edits: [['| 规章 | 0 | 0 | 0 |', '| 规章 | | | |']] },
        { edits: [['| (七)总计 | | 15 | 4 | 0 | 0 | 1 | 0 | 20 |', '| (七)总计 | | 15 | 4 | 0 | | 1 | 0 | 20 |']] },
      ],
      pass: [{ edits: [['| 行政规范性文件 | 3 | 2 | 12 |', '| 行政规范性文件 | 0 | 0 | 0 |']] }],
    },
    check: (report) =>
      judgeCells(
        report,
        (row, _, { kind }) => kind === 'blank' && !isCollapsed(row),
        (group) => ({ message: blankWords(group), expected: '数字', actual: '空白' }),
      ),
  }),
  rule({
    id: 'cells/not-applicable',
    title: '用符号代替数字',
    severity: 'warning',
    dimension: 'completeness',
    why: '表格要求填写数量，“/”“-”“无”等符号不能参加统计和核对。',
    fix: '把符号改为数字，没有发生的填“0”。',
    examples: {
      fail: [{ edits: [['| 规章 | 0 | 0 | 0 |', '| 规章 | / | / | / |']] }],
      pass: [{ edits: [['| 行政处罚 | 17 | | |', '| 行政处罚 | 0 | | |']] }],
    },
    check: (report) =>
      judgeCells(
        report,
        (_row, _column, { kind }) => kind === 'notApplicable',
        (group) => ({ message: `${groupWords(group)}填的是${rawWords(group)}，不是数字。`, expected: '0', actual: group.cells[0]?.raw ?? '' }),
      ),
  }),
  rule({
    id: 'cells/text',
    title: '单元格里不是数字',
    severity: 'error',
    why: '表格要求填写数量，文字不能参加统计和核对。',
    fix: '只填阿拉伯数字，需要说明的情况写到第一部分或者第六部分。',
    examples: {
      fail: [{ edits: [['| 行政许可 | 145 | | |', '| 行政许可 | 见附件 | | |']] }],
      pass: [{ edits: [['| 行政许可 | 145 | | |', '| 行政许可 | １４５ | | |']] }],
    },
    check: (report) =>
      judgeCells(
        report,
        (_, column, { kind, raw }) => kind === 'text' && !(isChange(column) && CHANGE.test(raw.trim())),
        (group) => ({
          message: `${groupWords(group)}填的是${rawWords(group)}，不是数字。`,
          expected: '数字',
          actual: group.cells[0]?.raw ?? '',
          ...splitWords(group.cells[0]?.raw ?? ''),
          ...joined(report, group),
        }),
      ),
  }),
  rule({
    id: 'cells/negative',
    title: '数量为负数',
    severity: 'error',
    why: '件数、金额不可能小于零。',
    fix: '对照台账改为实际数量，没有发生的填“0”。',
    examples: {
      fail: [{ edits: [['| 行政强制 | 4 | | |', '| 行政强制 | -4 | | |']] }],
      pass: [{ edits: [['| 行政强制 | 4 | | |', '| 行政强制 | 0 | | |']] }],
    },
    check: (report) =>
      judgeCells(
        report,
        (_, column, { value }) => value !== null && value < 0 && !isChange(column),
        (group) => ({ message: `${groupWords(group)}填的是${rawWords(group)}，数量不能为负。`, expected: '不小于0的数', actual: group.cells[0]?.raw ?? '' }),
      ),
  }),
  rule({
    id: 'cells/decimal',
    title: '件数有小数',
    severity: 'error',
    why: '除收费金额、采购总金额外，表格填的都是件数，只能是整数。',
    fix: '对照台账改为整数件数。',
    examples: {
      fail: [{ edits: [['| 行政处罚 | 17 | | |', '| 行政处罚 | 1.7 | | |']] }],
      pass: [{ edits: [['| 行政事业性收费 | 36.528 | | |', '| 行政事业性收费 | 0.05 | | |']] }],
    },
    check: (report) =>
      judgeCells(
        report,
        (row, column, { value }) => value !== null && !Number.isInteger(value) && !isAmount(row, column),
        (group) => ({ message: `${groupWords(group)}填的是${rawWords(group)}，件数不能有小数。`, expected: '整数', actual: group.cells[0]?.raw ?? '' }),
      ),
  }),
  rule({
    id: 'cells/annotated',
    title: '数字后面带说明',
    severity: 'warning',
    dimension: 'formality',
    why: '单元格里的说明会使数字无法汇总。',
    fix: '单元格只留数字，把说明移到第一部分或者第六部分。',
    examples: {
      fail: [{ edits: [['| 行政规范性文件 | 3 | 2 | 12 |', '| 行政规范性文件 | 3 | 2 | 12(其中修订1件) |']] }],
      pass: [{ edits: [['| 行政规范性文件 | 3 | 2 | 12 |', '| 行政规范性文件 | 3 | 2 |  12  |']] }],
    },
    check: (report) =>
      judgeCells(
        report,
        (_row, _column, { kind }) => kind === 'annotated',
        (group) => ({ message: `${groupWords(group)}填的是${rawWords(group)}，数字之外还有说明。`, expected: String(group.cells[0]?.value ?? ''), actual: group.cells[0]?.raw ?? '' }),
      ),
  }),
  rule({
    id: 'cells/inferred',
    title: '数字属于哪一列只能推断',
    severity: 'warning',
    dimension: 'completeness',
    why: '一行只填了个别数字、其余单元格连同位置一起丢失时，数字属于哪一列只能按惯例推断，可能推断错。',
    fix: '把这一行的单元格全部填满，没有发生的填“0”。',
    examples: {
      fail: [{ edits: [['| 二、上年结转政府信息公开申请数量 | | | 2 | 0 | 0 | 0 | 0 | 0 | 2 |', '| 二、上年结转政府信息公开申请数量 | | | 2 | 2 | |||||']] }],
      pass: [{ edits: [['| 3.其他 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |', '| 3.其他 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | |||']] }],
    },
    check: (report) =>
      judgeCells(
        report,
        (_row, _column, { inferred }) => inferred === true,
        (group) => ({ message: `${groupWords(group)}的数字是按位置推断的：这一行没有填满。` }),
      ),
  }),
  rule({
    id: 'cells/missing',
    title: '一行的数字不够',
    severity: 'error',
    dimension: 'completeness',
    why: '一行少了数字，就无法判断其余数字各属于哪一列。',
    fix: '对照格式补齐这一行的全部单元格，没有发生的填“0”。',
    examples: {
      fail: [{ edits: [['| 二、上年结转政府信息公开申请数量 | | | 2 | 0 | 0 | 0 | 0 | 0 | 2 |', '| 二、上年结转政府信息公开申请数量 | | | 2 | 0 | 0 | 0 | 0 | 2 |']] }],
      pass: [{ edits: [['| 二、上年结转政府信息公开申请数量 | | | 2 | 0 | 0 | 0 | 0 | 0 | 2 |', '| 二、上年结转政府信息公开申请数量 | 2 | 0 | 0 | 0 | 0 | 0 | 2 |']] }],
    },
    check: (report) =>
      judgeCells(
        report,
        (row, column, { kind }) => kind === 'missing' && !isCollapsed(row) && !isMissingColumn(report, row, column),
        (group) => {
          const due = group.first.cells.length
          const found = group.first.cells.filter(({ cell }) => cell.kind !== 'missing').length
          const named = `${TABLE_WORDS[group.table]}${rowNames(group)}${group.rows.length > 1 ? '每' : '这一'}行`
          return { message: `${named}应当有${due}个数字，能够确定位置的只有${found}个。`, expected: `${due}个`, actual: `${found}个` }
        },
      ),
  }),
]

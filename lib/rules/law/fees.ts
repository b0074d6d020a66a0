import type { Report } from '../../report/index.ts'
import { defineRule, notApplicable, notEvaluable, outcome, pass, type Fault } from '../define.ts'
import { firstLine } from '../places.ts'
import { FEE_MEASURES } from '../sources.ts'
import { sectionOf } from '../structure/canon.ts'
import { feeStatements, type FeeStatement } from './fee-statements.ts'

const STATED = '本机关未收取政府信息公开信息处理费，没有其他需要报告的事项'
const PATTERN = '“本年度发出信息处理费收费通知×件，总金额×元，实际收取×元”'
const NONE = '“本年度没有收取政府信息公开信息处理费”'
/** The measures apply from 1 January 2021 on. */
const applies = ({ year }: Report): boolean => year === null || year >= 2021

export const feeUnstated = defineRule({
  id: 'law/fee-unstated',
  title: '没有写信息处理费收取情况',
  severity: 'warning',
  dimension: 'completeness',
  source: FEE_MEASURES,
  why: '第六部分要报告本年度发出信息处理费收费通知的件数、总金额和实际收取的金额；没有收取的，也要写明没有收取。',
  fix: `在第六部分补写信息处理费：没有收取的，写${NONE}；收取了的，写明收费通知的件数、总金额和实际收取的金额。`,
  appliesTo: applies,
  examples: {
    fail: [{ edits: [[STATED, '没有其他需要报告的事项']] }, { edits: [[`2024年度，${STATED}。`, '无。']] }, { edits: [[STATED, '行政事业性收费均已公示，没有其他需要报告的事项']] }],
    pass: [
      { edits: [[STATED, '本机关没有向申请人收取任何费用']] },
      { edits: [[STATED, '信息处理费收取情况：无']] },
      { edits: [[STATED, '没有其他需要报告的事项'], ['因政府信息公开被申请', '全年未收取信息处理费。因政府信息公开被申请']] },
    ],
  },
  check: (report) => {
    const section = sectionOf(report, 'other')
    const text = section?.paragraphs.map((paragraph) => paragraph.text).join('') ?? ''
    if (section === undefined || !/[\p{L}\p{N}]/u.test(text)) return notApplicable
    const { own, elsewhere } = feeStatements(report)
    if (own !== null || elsewhere !== null) return pass
    if (report.year === null) return notEvaluable('不能确定报告是哪一年度的，无法判断是否应当报告信息处理费')
    const [first] = section.paragraphs
    const instead = text.includes('事业性收费') ? '；写到的“行政事业性收费”是表2的内容，不能代替信息处理费' : ''
    return outcome([
      {
        message: `第六部分没有写信息处理费的收取情况${instead}。`,
        place: firstLine(report, first?.place ?? section.place),
        expected: '收费通知的件数、总金额和实际收取的金额，或者没有收取',
        actual: '没有写',
      },
    ])
  },
})

export const feeElsewhere = defineRule({
  id: 'law/fee-elsewhere',
  title: '信息处理费写在别的部分',
  severity: 'info',
  dimension: 'formality',
  source: FEE_MEASURES,
  why: '信息处理费收取情况规定写在第六部分，写在别处不便于查找和汇总。',
  fix: '把信息处理费收取情况移到第六部分。',
  appliesTo: applies,
  examples: {
    fail: [{ edits: [[STATED, '没有其他需要报告的事项'], ['因政府信息公开被申请', '全年未收取信息处理费。因政府信息公开被申请']] }],
    pass: [{ edits: [['因政府信息公开被申请', '全年未收取信息处理费。因政府信息公开被申请']] }],
  },
  check: (report) => {
    const { own, elsewhere } = feeStatements(report)
    if (own !== null || elsewhere === null || sectionOf(report, 'other') === undefined) return pass
    return outcome([{ message: '信息处理费收取情况写在了这里，第六部分没有写。', place: elsewhere.place, expected: '第六部分' }])
  },
})

/** What is lacking to the three numbers that the report owes; null where nothing is. */
function lacking({ none, notices, billed, collected }: FeeStatement): string | null {
  if (none !== null && notices === null && billed === null && collected === null) return null
  const sent = notices !== null && notices.value > 0
  // That it was both collected and not has a rule of its own.
  if (none !== null && collected !== null && collected.value > 0) return null
  const money = [billed, collected].some((amount) => amount !== null && amount.value > 0)
  if (!sent && !money) return none === null && notices === null && billed === null && collected === null ? '只提到信息处理费，没有写明是否收取、收取了多少' : null
  if (!sent && notices === null) return '写了金额，没有写发出收费通知的件数'
  if (billed === null && collected === null && none === null) return '写了收费通知的件数，没有写总金额和实际收取的金额'
  if (billed === null && collected === null) return '写了收费通知的件数，没有写总金额'
  if (collected === null && none === null) return '写了收费通知的件数和金额，没有写实际收取了多少'
  return null
}

export const feeIncomplete = defineRule({
  id: 'law/fee-incomplete',
  title: '信息处理费情况不完整',
  severity: 'warning',
  dimension: 'completeness',
  source: FEE_MEASURES,
  why: '发出收费通知的件数、总金额、实际收取的金额三个数缺一个，就看不出信息处理费收了没有、收了多少。',
  fix: `写全三个数，例如${PATTERN}；没有收取的，写${NONE}。`,
  appliesTo: applies,
  examples: {
    fail: [
      { edits: [[STATED, '本机关发出信息处理费收费通知2件']] },
      { edits: [[STATED, '本机关收取信息处理费300元']] },
      { edits: [[STATED, '本机关严格执行《政府信息公开信息处理费管理办法》']] },
    ],
    pass: [
      { edits: [[STATED, '本机关发出信息处理费收费通知2件，总金额300元，实际收取300元']] },
      { edits: [[STATED, '本机关发出信息处理费收费通知2件，总金额为300元，已全部收取']] },
      { edits: [[`2024年度，${STATED}。`, '一、信息处理费。全年未收取。']] },
      { edits: [[`2024年度，${STATED}。`, '(一)未收取信息处理费。(二)承办政协提案7件。']] },
      { edits: [[STATED, '本机关发出收费通知2件，金额共计300元，申请人均逾期未缴纳，未收取信息处理费']] },
      { edits: [[STATED, '本机关严格执行《政府信息公开信息处理费管理办法》，收取信息处理费0元']] },
    ],
  },
  check: (report) => {
    const { own } = feeStatements(report)
    const words = own === null ? null : lacking(own)
    if (own === null || words === null) return pass
    return outcome([{ message: `第六部分${words}。`, place: own.place, expected: '收费通知的件数、总金额和实际收取的金额' }])
  },
})

function contradiction(report: Report, { none, notices, billed, collected, place }: FeeStatement): Fault[] {
  if (notices?.value === 0 && collected !== null && collected.value > 0)
    return [{ message: `第六部分写收费通知${notices.words}，又写收取“${collected.words}”，没有通知就不可能收费。`, place: collected.place, expected: '前后一致', actual: `${notices.words}，${collected.words}` }]
  if (none !== null && collected !== null && collected.value > 0)
    return [{ message: `第六部分既写没有收取信息处理费，又写收取“${collected.words}”，前后矛盾。`, place: collected.place, expected: '前后一致', actual: collected.words }]
  if (billed !== null && collected !== null && collected.value > billed.value)
    return [{ message: `第六部分实际收取“${collected.words}”，多于收费通知的总金额“${billed.words}”。`, place: collected.place, expected: `不多于${billed.words}`, actual: collected.words, severity: 'warning' }]
  const overdue = report.tables.requests.rows['other.feeOverdue']?.['total']?.value ?? 0
  if (overdue > 0 && none !== null && (notices === null || notices.value === 0) && billed === null)
    return [
      {
        message: `表3“申请人逾期未按收费通知要求缴纳费用”是${overdue}件，说明发出过收费通知；第六部分没有写收费通知的件数和金额。`,
        place,
        expected: '收费通知的件数和总金额',
        fix: `发出过收费通知的，在第六部分写明件数和总金额，例如${PATTERN}；没有发出过的，改正表3。`,
        severity: 'warning',
      },
    ]
  return []
}

export const feeContradiction = defineRule({
  id: 'law/fee-contradiction',
  title: '信息处理费前后矛盾',
  severity: 'error',
  dimension: 'consistency',
  source: FEE_MEASURES,
  why: '收没收、收了多少只能有一种说法，前后矛盾说明至少一处不准确。',
  fix: '对照收费台账，改正写错的一处。',
  appliesTo: applies,
  examples: {
    fail: [
      { edits: [[STATED, '本机关未收取信息处理费。全年发出收费通知2件，总金额300元，实际收取300元']] },
      { edits: [['2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |', '2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |']] },
    ],
    pass: [
      { edits: [[STATED, '本机关2023年收取信息处理费200元，2024年未收取信息处理费']] },
      { edits: [[STATED, '本机关未收取信息处理费。全省水务系统共发出收费通知11件，收取660元']] },
      { edits: [['| 行政事业性收费 | 36.528 | | |', '| 行政事业性收费 | 88.782 | | |']] },
    ],
  },
  check: (report) => {
    const { own } = feeStatements(report)
    return own === null ? pass : outcome(contradiction(report, own))
  },
})

export const feeConfused = defineRule({
  id: 'law/fee-confused',
  title: '信息处理费与行政事业性收费混淆',
  severity: 'warning',
  dimension: 'accuracy',
  source: FEE_MEASURES,
  why: '表2填写本机关收取的各项行政事业性收费，第六部分填写向政府信息公开申请人收取的信息处理费，两者不是一回事，金额极少相同。',
  fix: '信息处理费只写向政府信息公开申请人收取的费用，没有收取的写没有收取；行政事业性收费只填在表2。',
  appliesTo: applies,
  examples: {
    fail: [{ edits: [[STATED, '本机关发出收费通知12件，收取信息处理费36.528万元']] }],
    pass: [{}, { edits: [[STATED, '本机关发出收费通知2件，总金额300元，实际收取300元']] }],
  },
  check: (report) => {
    const amount = feeStatements(report).own?.collected
    const cell = report.tables.disclosure.rows['fees']?.['amount']
    const filed = Math.round((cell?.value ?? 0) * 1_000_000) / 100
    if (amount == null || amount.value === 0 || amount.value !== filed) return pass
    return outcome([
      {
        message: `第六部分的信息处理费“${amount.words}”与表2“行政事业性收费”的金额完全相同，应是把两种收费混为一谈。`,
        place: amount.place,
        actual: amount.words,
      },
    ])
  },
})

import type { Finding } from '../../lib/report/index.ts'
import { MailResult, Resubmission } from '../../lib/mail/index.ts'

const AT = (line: number): Finding['place'] => ({ start: line * 10, end: line * 10 + 4, line })

export const identity = (column: string, line: number): Finding => ({
  rule: 'identities/balance',
  severity: 'error',
  message: `表三“${column}”列：本年新收加上年结转，不等于本年办结加结转下年`,
  quote: '12',
  place: AT(line),
  expected: '14',
  actual: '12',
  fix: '逐项核对这一列的四个数，使两边相等',
  source: '国办公开办函〔2021〕30号：第一项加第二项之和，等于第三项加第四项之和',
})

const blank: Finding = {
  rule: 'cells/blank',
  severity: 'error',
  message: '表二“规章”的“现行有效件数”没有填写',
  quote: '',
  place: { start: 500, end: 500, table: 1, row: 3, column: 4 },
  fix: '没有发生的填0',
  source: '国办公开办函〔2021〕30号附表',
}

const subsections: Finding = {
  rule: 'structure/subsections',
  severity: 'warning',
  message: '“一、总体情况”里没有写“政府信息公开平台建设”',
  quote: '一、总体情况',
  place: AT(3),
  fix: '补写本年度平台建设的情况',
  source: '国办公开办函〔2021〕30号',
}

const hint: Finding = {
  rule: 'structure/preamble',
  severity: 'info',
  message: '报告开头没有写联系电话',
  quote: '云溪镇人民政府',
  place: AT(1),
  fix: '可以补上联系电话',
  source: '国办公开办函〔2021〕30号',
}

/** A report with a broken identity and a diagnosis, a blank cell, a warning and a hint; its second version. */
export const failing = MailResult.parse({
  agency: { id: 'yunxi', name: '云溪镇人民政府', level: 'township' },
  supervisor: '岚河县人民政府办公室',
  year: 2025,
  version: 2,
  file: '云溪镇2025年度报告.txt',
  submittedAt: '2026-01-20T02:05:00Z',
  outcome: 'checked',
  score: {
    total: 78,
    verdict: 'fail',
    dimensions: [
      { dimension: 'completeness', name: '完整', weight: 30, points: 26, lost: [{ finding: 1, points: 4 }] },
      { dimension: 'accuracy', name: '准确', weight: 30, points: 15, lost: [{ finding: 0, points: 15 }] },
      { dimension: 'consistency', name: '一致', weight: 15, points: 15, lost: [] },
      { dimension: 'formality', name: '规范', weight: 15, points: 12, lost: [{ finding: 2, points: 3 }] },
      { dimension: 'timeliness', name: '及时', weight: 10, points: 10, lost: [] },
    ],
  },
  findings: [
    {
      ...identity('自然人', 88),
      suggestion: {
        message: '“结转下年度继续办理”的“自然人”如果是3而不是1，所有勾稽关系都成立',
        table: 'requests',
        row: 'carriedForward',
        column: 'naturalPerson',
        from: 1,
        to: 3,
      },
    },
    blank,
    subsections,
    hint,
  ],
  notEvaluated: [],
  changes: { previousVersion: 1, mended: [identity('总计', 94)], open: [1, 3], added: [0, 2] },
})

export const uncheckable = MailResult.parse({
  ...failing,
  version: 1,
  changes: undefined,
  findings: [],
  notEvaluated: [
    { rule: 'identities/balance', reason: '表三是一张图片，里面的数字读不出来' },
    { rule: 'identities/row-total', reason: '表三是一张图片，里面的数字读不出来' },
  ],
  score: { total: 60, verdict: 'uncheckable', dimensions: [] },
})

export const passing = MailResult.parse({
  ...failing,
  version: 3,
  findings: [subsections],
  changes: { previousVersion: 2, mended: [identity('自然人', 88), blank], open: [0], added: [] },
  score: { total: 97, verdict: 'pass', dimensions: failing.score?.dimensions.map((one) => ({ ...one, points: one.weight, lost: [] })) },
})

export const rejected = MailResult.parse({
  ...failing,
  version: 1,
  file: '半年统计.html',
  outcome: 'rejected',
  rejection: { code: 'no-report', message: '这个网页里没有年度报告，像是半年统计。请报送年度报告的正文。' },
  score: undefined,
  findings: [],
  changes: undefined,
})

export const resubmission = Resubmission.parse({
  sentence: '请登录报送系统，在“年度报告”一栏上传修改后的文件。',
  url: 'https://gongkai.example.invalid/submit',
})

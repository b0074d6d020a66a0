import { VERDICT_WORDS } from '../report/index.ts'
import { renderHtml } from './html.ts'
import type { Mail, MailResult, Resubmission } from './input.ts'
import { subjectOf, type Part } from './parts.ts'
import {
  changeSection,
  dismissedSection,
  findingSections,
  footer,
  notEvaluatedSection,
  resubmitSection,
  scoreSection,
  submissionPart,
} from './sections.ts'
import { renderText } from './text.ts'
import { countsInWords, reportName } from './words.ts'

const mailOf = (subject: string, parts: readonly Part[]): Mail => ({
  subject: subjectOf(subject),
  html: renderHtml(subject, parts),
  text: renderText(parts),
})

const greeting = (result: MailResult): Part => ({ kind: 'paragraph', text: `${result.agency.name}：您好！` })

/**
 * To the agency whose report fails, cannot be checked or was rejected: what is wrong, where, why, what to
 * write instead, what was mended since the last version, and how to submit again.
 */
export function agencyMail(result: MailResult, resubmission: Resubmission): Mail {
  if (result.rejection !== undefined) return rejectionMail(result, result.rejection.message, resubmission)
  const fails = result.score?.verdict === 'fail'
  const counts = countsInWords(result)
  const verdict: Part = fails
    ? {
        kind: 'verdict',
        tone: 'error',
        word: '需要修改',
        text: `贵单位报送的${reportName(result)}有${counts}，请修改后重新报送。`,
      }
    : {
        kind: 'verdict',
        ...VERDICT_WORDS.uncheckable,
        text: `贵单位报送的${reportName(result)}有表格读不出来，请换一种格式重新报送。${counts === '' ? '' : `已核对的部分有${counts}。`}`,
      }
  return mailOf(
    fails
      ? `请修改：${result.year}年政府信息公开年报第${result.version}版有${counts}（${result.agency.name}）`
      : `请重新报送：${result.year}年政府信息公开年报第${result.version}版未能完成核对（${result.agency.name}）`,
    [
      greeting(result),
      verdict,
      submissionPart(result),
      ...(fails ? [] : notEvaluatedSection(result)),
      ...findingSections(result),
      ...dismissedSection(result),
      ...changeSection(result),
      ...(fails ? notEvaluatedSection(result) : []),
      ...scoreSection(result),
      ...resubmitSection(resubmission),
      footer(result.supervisor),
    ],
  )
}

function rejectionMail(result: MailResult, reason: string, resubmission: Resubmission): Mail {
  return mailOf(`请重新报送：${result.year}年政府信息公开年报的文件没有收下（${result.agency.name}）`, [
    greeting(result),
    {
      kind: 'verdict',
      tone: 'error',
      word: '没有收下',
      text: `贵单位报送的文件不能作为${result.year}年政府信息公开工作年度报告核对，请按下面的说明重新报送。`,
    },
    submissionPart(result),
    { kind: 'heading', text: '原因和办法' },
    { kind: 'paragraph', text: reason },
    ...resubmitSection(resubmission),
    footer(result.supervisor),
  ])
}

/** To the agency whose report passes: that it was received and checked, and what is still worth a look. */
export function receiptMail(result: MailResult): Mail {
  const counts = countsInWords(result)
  return mailOf(`已收到：${result.year}年政府信息公开年报第${result.version}版通过核对（${result.agency.name}）`, [
    greeting(result),
    {
      kind: 'verdict',
      ...VERDICT_WORDS.pass,
      text: `贵单位报送的${reportName(result)}已经收到，核对没有发现错误。${counts === '' ? '' : `另有${counts}，请核实。`}`,
    },
    submissionPart(result),
    ...findingSections(result),
    ...dismissedSection(result),
    ...changeSection(result),
    ...notEvaluatedSection(result),
    ...scoreSection(result),
    footer(result.supervisor),
  ])
}

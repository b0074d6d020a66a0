import { placeInWords } from '../report/index.ts'
import type { Finding } from '../report/index.ts'
import { renderHtml } from './html.ts'
import type { Mail } from './input.ts'
import { subjectOf, type Part } from './parts.ts'
import { renderText } from './text.ts'
import { chinaTime } from './words.ts'

/** An agency's objection to a finding, and what its supervisor answered. */
export interface CorrectionNotice {
  readonly agency: string
  readonly supervisor: string
  readonly year: number
  readonly version: number
  readonly finding: Finding
  readonly objection: { readonly reason: string; readonly at: string }
  readonly answer?: { readonly accepted: boolean; readonly by: string; readonly reason: string; readonly at: string } | undefined
}

/** To the supervisor: which finding an agency holds to be wrong, and why. */
export function objectionMail(notice: CorrectionNotice): Mail {
  const { agency, supervisor, year } = notice
  return mailOf(`请答复：${agency}对${year}年政府信息公开年报的核对结果有异议`, [
    { kind: 'paragraph', text: `${supervisor}：您好！` },
    { kind: 'verdict', tone: 'warning', word: '有异议', text: `${agency}认为${year}年政府信息公开工作年度报告（第${notice.version}版）的一处核对结果不正确。` },
    ...about(notice),
    { kind: 'heading', text: '下一步' },
    { kind: 'paragraph', text: '请登录系统核实并答复。认可的，这一处不再算作问题，也不再扣分；不认可的，请说明理由，该单位仍应当改正。' },
  ])
}

/** To the agency: whether its objection was accepted, and why. */
export function answerMail(notice: CorrectionNotice & { readonly answer: NonNullable<CorrectionNotice['answer']> }): Mail {
  const { agency, year, answer } = notice
  const word = answer.accepted ? '异议已认可' : '异议未认可'
  return mailOf(`${word}：${year}年政府信息公开年报核对结果（${agency}）`, [
    { kind: 'paragraph', text: `${agency}：您好！` },
    {
      kind: 'verdict',
      tone: answer.accepted ? 'good' : 'warning',
      word,
      text: answer.accepted ? '贵单位提出异议的一处已经认定无误，不再算作问题，也不再扣分。' : '贵单位提出异议的一处，经核实仍然是问题，请改正后重新报送。',
    },
    { kind: 'facts', facts: [{ label: '答复单位', value: answer.by }, { label: '答复理由', value: answer.reason }, { label: '答复时间', value: `${chinaTime(answer.at)}（北京时间）` }] },
    ...about(notice),
  ])
}

function about({ agency, year, version, finding, objection }: CorrectionNotice): Part[] {
  const place = placeInWords(finding.place)
  return [
    { kind: 'heading', text: '核对结果' },
    { kind: 'paragraph', text: finding.message },
    {
      kind: 'facts',
      facts: [
        { label: '报告', value: `${agency}${year}年政府信息公开工作年度报告（第${version}版）` },
        ...(finding.quote.trim() === '' ? [] : [{ label: '原文', value: finding.quote }]),
        ...(place === '' ? [] : [{ label: '位置', value: place }]),
        { label: '依据', value: finding.source },
      ],
    },
    { kind: 'heading', text: '异议' },
    { kind: 'paragraph', text: objection.reason },
    { kind: 'facts', facts: [{ label: '提出时间', value: `${chinaTime(objection.at)}（北京时间）` }] },
  ]
}

function mailOf(subject: string, parts: readonly Part[]): Mail {
  const all: Part[] = [...parts, { kind: 'footer', text: '本邮件由政府信息公开年报核对系统“公开”自动发出。' }]
  return { subject: subjectOf(subject), html: renderHtml(subject, all), text: renderText(all) }
}

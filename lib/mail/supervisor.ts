import { LEVEL_NAMES, VERDICT_WORDS } from '../report/index.ts'
import { groupByRule } from './findings.ts'
import { renderHtml } from './html.ts'
import type { Mail, MailResult } from './input.ts'
import { subjectOf, type Part, type Tone } from './parts.ts'
import { changeSection, dismissedSection, notEvaluatedSection, scoreSection, submissionPart } from './sections.ts'
import { renderText } from './text.ts'
import { countsInWords, reportName } from './words.ts'

const TOP = 5

/** To the supervisor, about every version: who, the verdict, the score, the worst findings, what changed. */
export function supervisorMail(result: MailResult): Mail {
  const { word, tone, sentence, next } = verdictOf(result)
  const { agency } = result
  const score = result.score === undefined ? '' : `，${result.score.total}分`
  const subject = `${word}：${agency.name}${result.year}年政府信息公开年报第${result.version}版${score}`
  const parts: Part[] = [
    { kind: 'paragraph', text: `${result.supervisor}：您好！` },
    { kind: 'verdict', tone, word, text: `${agency.name}报送的${reportName(result)}${sentence}` },
    { kind: 'facts', facts: [{ label: '单位', value: `${agency.name}（${LEVEL_NAMES[agency.level]}，编号${agency.id}）` }] },
    submissionPart(result),
    ...(result.rejection === undefined
      ? []
      : [{ kind: 'heading' as const, text: '没有收下的原因' }, { kind: 'paragraph' as const, text: result.rejection.message }]),
    ...topFindings(result),
    ...dismissedSection(result),
    ...changeSection(result),
    ...notEvaluatedSection(result),
    ...scoreSection(result),
    { kind: 'heading', text: '下一步' },
    { kind: 'paragraph', text: next },
    { kind: 'footer', text: '本邮件由政府信息公开年报核对系统“公开”自动发出。' },
  ]
  return { subject: subjectOf(subject), html: renderHtml(subject, parts), text: renderText(parts) }
}

interface Verdict {
  readonly word: string
  readonly tone: Tone
  readonly sentence: string
  readonly next: string
}

function verdictOf(result: MailResult): Verdict {
  const counts = countsInWords(result)
  const mailed = '核对结果和修改办法另发该单位，'
  switch (result.score?.verdict) {
    case undefined:
      return { word: '没有收下', tone: 'error', sentence: '不能核对，文件没有收下。', next: '原因和办法另发该单位，请督促其重新报送。' }
    case 'fail':
      return { ...VERDICT_WORDS.fail, sentence: `没有通过核对，有${counts}。`, next: `${mailed}请督促其修改后重新报送。` }
    case 'uncheckable':
      return {
        ...VERDICT_WORDS.uncheckable,
        sentence: `有表格读不出来，未能完成核对。${counts === '' ? '' : `已核对的部分有${counts}。`}`,
        next: `${mailed}请督促其换一种格式重新报送。`,
      }
    case 'pass':
      return { ...VERDICT_WORDS.pass, sentence: `通过核对。${counts === '' ? '没有发现问题。' : `有${counts}，供核实。`}`, next: '该报告没有发现错误，不需要退回修改。' }
  }
}

/** One line for each of the worst mistakes, the same mistake told once. */
function topFindings(result: MailResult): Part[] {
  const groups = (['error', 'warning'] as const).flatMap((severity) => groupByRule(result.findings, severity))
  if (groups.length === 0) return []
  const items = groups.slice(0, TOP).map(([first, ...others]) =>
    others.length === 0 ? first.message : `${first.message}（同类问题共${others.length + 1}处）`,
  )
  const left = groups.length - TOP
  return [
    { kind: 'heading', text: '主要问题' },
    { kind: 'list', items: [...items, ...(left > 0 ? [`另有${left}类问题，见该单位收到的核对结果。`] : [])] },
  ]
}

import { countsInWords, findingSections, memberSections, notEvaluatedSection, renderText, type Part, type Style } from '../mail/index.ts'
import { VERDICT_WORDS, type Entry, type Score } from '../report/index.ts'
import type { ReportDetail } from '../store/api.ts'

/** One checked file for people to read: verdict, score, findings with place, quote, law and fix. */
export function entryText(entry: Entry, style: Style): string {
  const { record, score } = entry
  const who = [record?.agency ?? '', record?.year == null ? '' : `${record.year}年`].filter((words) => words !== '').join(' ')
  const parts: Part[] = [
    { kind: 'heading', text: entry.file },
    ...(who === '' ? [] : [{ kind: 'paragraph' as const, text: who }]),
    verdict(entry),
    ...(score === undefined ? [] : [{ kind: 'paragraph' as const, text: scoreInWords(score) }]),
    ...(record === undefined || record.source.messages.length === 0 ? [] : notes(record.source.messages)),
    ...findingSections(entry),
    ...notEvaluatedSection(entry),
  ]
  return `${renderText(parts, style)}\n`
}

/** What was noted while reading: which files it was put together from, what could not be read. */
const notes = (messages: readonly string[]): Part[] => [
  { kind: 'heading', text: '读取说明' },
  { kind: 'list', items: messages },
]

function verdict(entry: Entry): Part {
  if (entry.score === undefined) {
    return { kind: 'verdict', tone: 'error', word: '不能核对', text: entry.rejection?.message ?? '' }
  }
  const counts = countsInWords(entry)
  return { kind: 'verdict', ...VERDICT_WORDS[entry.score.verdict], text: counts === '' ? '没有发现问题。' : `有${counts}。` }
}

/** `得分：78分（完整26/30 准确15/30 …）` */
function scoreInWords(score: Score): string {
  const dimensions = score.dimensions.map(({ name, points, weight }) => `${name}${points}/${weight}`).join(' ')
  return `得分：${score.total}分（${dimensions}）`
}

/** One submitted version for people to read; of an archive, what became of each file in it. */
export function detailText({ file, outcome, rejection, record, scoreDetail, findings, notEvaluated, members }: ReportDetail, style: Style): string {
  if (outcome === 'archive') return `${renderText([{ kind: 'heading', text: file }, ...memberSections(members ?? [])], style)}\n`
  const entry = {
    file,
    outcome,
    findings,
    notEvaluated,
    ...(rejection === undefined ? {} : { rejection }),
    ...(record === null ? {} : { record }),
    ...(scoreDetail === null ? {} : { score: scoreDetail }),
  }
  return entryText(entry, style)
}

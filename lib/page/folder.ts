import { VERDICT_WORDS, type Entry, type Severity, type Verdict } from '../report/index.ts'
import { dateWords } from '../rules/words.ts'
import { escape } from './html.ts'
import { shell } from './shell.ts'

/** What the overview of a folder says of one file. */
export interface FolderLine {
  readonly file: string
  /** The page's address, relative to the overview. */
  readonly href: string
  readonly agency: string | null
  readonly year: number | null
  /** Null for a file that could not be checked. */
  readonly verdict: Verdict | null
  readonly score: number | null
  readonly counts: Readonly<Record<Severity, number>>
  readonly notEvaluated: number
}

/** What stays of an entry until the overview is written. */
export function folderLine({ file, record, score, findings, notEvaluated }: Entry, href: string): FolderLine {
  const count = (severity: Severity): number => findings.filter((finding) => finding.severity === severity).length
  return {
    file,
    href,
    agency: record?.agency ?? null,
    year: record?.year ?? null,
    verdict: score?.verdict ?? null,
    score: score?.total ?? null,
    counts: { error: count('error'), warning: count('warning'), info: count('info') },
    notEvaluated: notEvaluated.length,
  }
}

const RANK: Readonly<Record<Verdict, number>> = { fail: 1, uncheckable: 2, pass: 3 }
const rank = ({ verdict }: FolderLine): number => (verdict === null ? 0 : RANK[verdict])

/** What could not be checked first, then by score; what is equal stays in its order. */
const worstFirst = (a: FolderLine, b: FolderLine): number =>
  rank(a) - rank(b) || (a.score ?? 0) - (b.score ?? 0) || b.counts.error - a.counts.error || b.counts.warning - a.counts.warning

/**
 * The overview of many reports, the worst first, each with a link to its page.
 * @param date the day of the check, `YYYY-MM-DD`.
 */
export function folderPage(list: readonly FolderLine[], date: string): string {
  const count = (verdict: Verdict | null): number => list.filter((line) => line.verdict === verdict).length
  const header = [
    '<h1>政府信息公开工作年度报告：核对情况一览</h1>',
    `<p>共${list.length}份：通过${count('pass')}份，未通过${count('fail')}份，未能完成核对${count('uncheckable')}份，不能核对${count(null)}份。核对日期：${dateWords(date)}。</p>`,
  ].join('\n')
  const columns = ['单位', '年度', '结论', '得分', '错误', '疑点', '提示', '未能核对', '文件'].map((name) => `<th scope="col">${name}</th>`)
  const rows = list.toSorted(worstFirst).map(row)
  const main = `<div class="scroll"><table class="list"><thead><tr>${columns.join('')}</tr></thead><tbody>${rows.join('\n')}</tbody></table></div>`
  return shell('核对情况一览', header, main, '<p>本页由政府信息公开年报核对系统“公开”生成。</p>')
}

function row({ file, href, agency, year, verdict, score, counts, notEvaluated }: FolderLine): string {
  const { word, tone } = verdict === null ? { word: '不能核对', tone: 'error' } : VERDICT_WORDS[verdict]
  const number = (value: number | null): string => `<td class="number">${value ?? '—'}</td>`
  const found = verdict === null ? [null, null, null, null] : [counts.error, counts.warning, counts.info, notEvaluated]
  return `<tr><th scope="row"><a href="${escape(href)}">${escape(agency ?? '（没有读出单位）')}</a></th>${number(year)}<td><span class="tag ${tone}">${word}</span></td>${number(score)}${found.map(number).join('')}<td>${escape(file)}</td></tr>`
}

import { oneLine } from '../mail/index.ts'
import { SEVERITY_WORDS, VERDICT_WORDS } from '../report/index.ts'
import { ruleTitle } from '../rules/title.ts'
import type { RecheckPage, ReportChange } from '../store/recheck.ts'

interface Sum {
  readonly judged: number
  readonly changed: number
  readonly skipped: number
  readonly failed: number
  readonly olderParser: number
  readonly applied: boolean
  /** Per rule: new, vanished and regraded findings. */
  readonly rules: ReadonlyMap<string, Readonly<Record<'new' | 'vanished' | 'severity', number>>>
}

const MARKS = { new: '新增', vanished: '消除', severity: '级别' } as const

/** The reports of a page that are judged otherwise than before, and how. */
export const pageText = ({ changed, failed }: RecheckPage): string =>
  [...changed.map(changeText), ...failed.map(({ id, file }) => `■ ${oneLine(file)}（${id}）：核对程序出错，没有核对，原结果不变。\n`)].join('')

function changeText({ agencyName, agency, year, version, file, before, after, changes }: ReportChange): string {
  const who = `${oneLine(agencyName ?? agency ?? '（未知）')} ${year === null ? '' : `${year}年 `}第${version}版 ${oneLine(file)}`
  const standing = `  ${VERDICT_WORDS[before.verdict].word}${before.score}分 → ${VERDICT_WORDS[after.verdict].word}${after.score}分\n`
  const lines = changes.map((each) => {
    const { rule, severity, message } = each.finding
    const grade = each.change === 'severity' ? `${SEVERITY_WORDS[each.was].name}→${SEVERITY_WORDS[severity].name}` : SEVERITY_WORDS[severity].name
    return `  ${MARKS[each.change]} ${grade}“${ruleTitle(rule) ?? rule}”：${oneLine(message)}\n`
  })
  return `■ ${who}\n${standing}${lines.join('')}`
}

/** A run as a whole. */
export function sumOf(pages: readonly RecheckPage[]): Sum {
  const rules = new Map<string, Record<'new' | 'vanished' | 'severity', number>>()
  for (const { change, finding } of pages.flatMap(({ changed }) => changed.flatMap(({ changes }) => changes))) {
    const counts = rules.get(finding.rule) ?? { new: 0, vanished: 0, severity: 0 }
    counts[change] += 1
    rules.set(finding.rule, counts)
  }
  const total = (count: (page: RecheckPage) => number): number => pages.reduce((sum, page) => sum + count(page), 0)
  return {
    judged: total(({ judged }) => judged),
    changed: total(({ changed }) => changed.length),
    skipped: total(({ skipped }) => skipped),
    failed: total(({ failed }) => failed.length),
    olderParser: total(({ olderParser }) => olderParser),
    applied: pages.some(({ applied }) => applied),
    rules,
  }
}

export function sumText({ judged, changed, skipped, failed, olderParser, applied, rules }: Sum): string {
  const perRule = [...rules].map(([rule, counts]) => `· ${ruleTitle(rule) ?? rule}：新增${counts.new}处，消除${counts.vanished}处，级别变化${counts.severity}处\n`)
  return [
    `共重新核对${judged}份，结果有变化的${changed}份${skipped > 0 ? `，没有核对结果的${skipped}份跳过` : ''}${failed > 0 ? `，出错${failed}份` : ''}。\n`,
    ...perRule,
    ...(olderParser > 0 ? [`其中${olderParser}份是旧版程序读取的：这次只重新核对已存的内容，没有重新读取原文件。\n`] : []),
    applied ? '新结果已保存，原结果留存备查。\n' : '结果没有保存。确认无误后加 --apply 保存。\n',
  ].join('')
}

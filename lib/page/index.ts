import type { Document } from '../readers/document.ts'
import { readText } from '../readers/text/index.ts'
import type { Entry, Report } from '../report/index.ts'
import { head, limits, titleOf } from './head.ts'
import { layOut, type Piece } from './layout.ts'
import { Marks, type Numbered } from './marks.ts'
import { findingList, note } from './notes.ts'
import { renderPiece } from './pieces.ts'
import { shell } from './shell.ts'

export { folderPage, folderLine, type FolderLine } from './folder.ts'
export { GENERATOR } from './shell.ts'

/**
 * One report as a page of HTML: the outcome, all findings, and the source with each finding marked in its place and
 * explained beside it. The page is whole in itself; it loads and runs nothing.
 * @param document what the file was read as; without one, the record's text stands for it, where there is a record.
 * @param date the day of the check, `YYYY-MM-DD`.
 */
export function reportPage(entry: Entry, document: Document | null, date: string): string {
  const findings = entry.findings.map((finding, index): Numbered => ({ number: index + 1, finding }))
  const shown = document ?? (entry.record === undefined ? null : readText(entry.record.text, 'utf-8'))
  const main = [
    findings.length === 0 ? '' : `<section aria-label="发现的问题"><h2>发现的问题</h2>${findingList(findings)}</section>`,
    limits(entry.notEvaluated, entry.record?.source.messages ?? document?.messages ?? []),
    source(entry.record, shown, findings),
  ]
  return shell(titleOf(entry), head(entry, findings, date), main.filter((part) => part !== '').join('\n'), FOOTER)
}

const FOOTER = '<p>本页由政府信息公开年报核对系统“公开”生成。原文照报送的文件显示，没有改动；标记和说明是核对时加上的。</p>'

function source(record: Report | undefined, document: Document | null, findings: readonly Numbered[]): string {
  if (document === null) return ''
  const pieces = layOut(document, record)
  const marks = new Marks(document.text, findings, pieces)
  const row = (piece: Piece): string => {
    const notes = marks.explainedAt(piece)
    const shown = renderPiece(piece, marks, document.text)
    // On a wide screen the reasons float beside the source from here on; elsewhere they follow the piece.
    return notes.length === 0 ? shown : `<div class="row"><aside aria-label="核对说明">${notes.map(note).join('')}</aside><div>${shown}</div></div>`
  }
  return [
    '<section class="report" aria-label="报告原文"><h2>报告原文</h2>',
    findings.length === 0 ? '' : '<p class="remark">“错”是错误，“疑”是疑点，“示”是提示；点编号可以看到说明。</p>',
    ...pieces.map(row),
    ...marks.unplaced.map(note),
    '</section>',
  ].join('\n')
}

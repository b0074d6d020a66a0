import { renderHtml } from './html.ts'
import type { ArchiveNotice, Mail } from './input.ts'
import { subjectOf, type Part } from './parts.ts'
import { footer } from './sections.ts'
import { renderText } from './text.ts'
import { chinaTime } from './words.ts'

type Member = ArchiveNotice['members'][number]

/** Files told one by one of each kind: a mail must stay readable, and below 100 KB. */
const NAMED = 150

/** To whoever uploaded an archive: how many reports were found in it, what became of each file, and what is left to do. */
export function archiveMail(notice: ArchiveNotice): Mail {
  const { members } = notice
  const of = (...outcomes: readonly Member['outcome'][]) => members.filter(({ outcome }) => outcomes.includes(outcome))
  const submitted = of('submitted')
  const reports = new Set(submitted.map(({ submission }) => submission)).size
  const open = of('unattributed', 'question', 'rejected')
  const subject = `压缩包处理结果：${reports}份报告已转入核对${open.length > 0 ? `，${open.length}个文件需要处理` : ''}（${notice.agency}）`
  const parts: Part[] = [
    { kind: 'paragraph', text: `${notice.agency}：您好！` },
    {
      kind: 'verdict',
      tone: open.length > 0 ? 'warning' : 'good',
      word: open.length > 0 ? '部分文件需要处理' : '已全部转入核对',
      text: `贵单位上传的压缩包里有${members.length}个文件，找到${reports}份报告，已分别记在所属单位名下并转入核对，核对结果另行通知。${open.length > 0 ? `另有${open.length}个文件没有转入核对，请按下面的说明处理。` : ''}`,
    },
    {
      kind: 'facts',
      facts: [
        { label: '文件', value: notice.file },
        { label: '报告年度', value: `${notice.year}年` },
        { label: '上传时间', value: `${chinaTime(notice.submittedAt)}（北京时间）` },
      ],
    },
    ...memberSections(members),
    ...(open.length === 0 ? [] : NEXT),
    footer(notice.supervisor),
  ]
  return { subject: subjectOf(subject), html: renderHtml(subject, parts), text: renderText(parts) }
}

const HEADINGS: readonly (readonly [Member['outcome'], heading: string])[] = [
  ['unattributed', '不能确定由哪个单位报送'],
  ['question', '不能确定哪些文件是一份报告'],
  ['rejected', '不是报告或者读不出来'],
  ['submitted', '已转入核对'],
  ['duplicate', '内容重复，没有另行核对'],
  ['skipped', '没有读取'],
]

/** All files of an archive under what became of them, those first that somebody has to look after. */
export const memberSections = (members: readonly Member[]): Part[] =>
  HEADINGS.flatMap(([outcome, heading]) => listOf(heading, members.filter((member) => member.outcome === outcome)))

const NEXT: readonly Part[] = [
  { kind: 'heading', text: '怎么办' },
  { kind: 'paragraph', text: '请按上面每个文件后面的说明改正，只把这些文件重新压缩上传；已经转入核对的报告不用再传。' },
]

function listOf(heading: string, members: readonly Member[]): Part[] {
  if (members.length === 0) return []
  const left = members.length - NAMED
  const items = [...members.slice(0, NAMED).map(inWords), ...(left > 0 ? [`另有${left}个文件没有逐一列出，可在系统里查看。`] : [])]
  return [{ kind: 'heading', text: `${heading}（${members.length}个文件）` }, { kind: 'list', items }]
}

/** `“石桥/年报.docx”：星湖县石桥镇人民政府，2024年。` and what there is to know. */
function inWords({ path, outcome, agencyName, year, rejection, notes }: Member): string {
  const whose = agencyName === null ? '' : `${agencyName}${year === null ? '' : `，${year}年`}。`
  const reason = rejection === null ? '' : outcome === 'submitted' ? `这个文件不能核对：${rejection.message}` : rejection.message
  return `“${path}”：${[whose, reason, ...notes].join('')}`
}

import { renderHtml } from './html.ts'
import type { Mail, OperatorNotice } from './input.ts'
import { subjectOf, type Part } from './parts.ts'
import { renderText } from './text.ts'
import { chinaTime } from './words.ts'

const KINDS: Readonly<Record<OperatorNotice['kind'], { word: string; what: string; next: string }>> = {
  'unknown-agency': {
    word: '单位没有登记',
    what: '收到一份报告，但是单位名录里没有这个编号，因此不知道应当把核对结果发给谁。文件已经保存。',
    next: '请核对编号。编号有误的，请通知报送人用正确的编号重新报送；单位确实没有登记的，请导入单位名录后重新报送。',
  },
  'unexpected-key': {
    word: '文件位置不对',
    what: '有文件直接存入了上传桶，但是没有放在规定的位置，无法判断由哪个单位报送。文件没有核对，仍然保存着。',
    next: '请找到存入文件的人，请其用报送页面或命令重新提交；不是报告的，请从上传桶删除。',
  },
  'no-recipient': {
    word: '没有收件地址',
    what: '核对已经完成，但是名录里没有登记收件地址，结果没有发出。',
    next: '请在单位名录里补上邮件地址并重新导入。',
  },
  undeliverable: {
    word: '邮件没有送达',
    what: '核对已经完成，但是邮件服务拒绝了这封邮件，不会再次尝试。',
    next: '请核对单位名录里的邮件地址，改正后重新导入。',
  },
}

/** To the people who run the service: what they alone can put right. */
export function operatorMail(notice: OperatorNotice): Mail {
  const { word, what, next } = KINDS[notice.kind]
  const subject = `请处理：${word}（${notice.agency}）`
  const parts: Part[] = [
    { kind: 'verdict', tone: 'warning', word, text: what },
    {
      kind: 'facts',
      facts: [
        { label: '单位', value: notice.agency },
        ...(notice.year === null ? [] : [{ label: '报告年度', value: `${notice.year}年` }]),
        { label: '文件', value: notice.file },
        { label: '报送时间', value: `${chinaTime(notice.submittedAt)}（北京时间）` },
        ...(notice.detail === undefined ? [] : [{ label: '详情', value: notice.detail }]),
      ],
    },
    { kind: 'heading', text: '怎么办' },
    { kind: 'paragraph', text: next },
    { kind: 'footer', text: '本邮件由政府信息公开年报核对系统“公开”自动发出。' },
  ]
  return { subject: subjectOf(subject), html: renderHtml(subject, parts), text: renderText(parts) }
}

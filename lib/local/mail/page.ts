import { escapeHtml, PAGE_STYLE } from '../page.ts'
import type { Mail } from './box.ts'

const STYLE = `${PAGE_STYLE}
  details { border-top: 1px solid #8885; padding: .6rem 0 }
  summary { cursor: pointer; overflow-wrap: anywhere }
  summary span { display: block; font-size: .85rem; opacity: .7 }
  iframe { width: 100%; height: 70vh; border: 1px solid #8885; background: #fff; margin-top: .6rem }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; border: 1px solid #8885; padding: .8rem }
`

/** The mailbox as a page; the mails' own HTML stands in frames that may run nothing and reach nothing. */
export function renderMailbox(mails: readonly Mail[]): string {
  const items = mails.map(
    (mail) => `
  <details>
    <summary><b>${escapeHtml(mail.subject)}</b><span>收件人:${escapeHtml(mail.to)} · ${escapeHtml(mail.at)}</span></summary>
    ${mail.html === '' ? '' : `<iframe sandbox title="邮件正文" loading="lazy" src="/mails/${encodeURIComponent(mail.id)}.html"></iframe>`}
    <details><summary>纯文本</summary><pre>${escapeHtml(mail.text)}</pre></details>
  </details>`,
  )
  return `<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>本机邮箱</title><style>${STYLE}</style></head>
<body>
  <h1>本机邮箱 <small>共 ${mails.length} 封；邮件只存在这台电脑上，没有发出</small></h1>${items.join('')}
  ${mails.length === 0 ? '<p>还没有邮件。</p>' : ''}
</body>
</html>
`
}

import type { Subscription } from '../../lib/store/subscription.ts'

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escape = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '')

/** What stands on the page behind a link; null: the link is forged or damaged. */
export function pageOf(subscription: Subscription | null): string {
  if (subscription === null) return render('链接无效', '<p>这个退订链接不完整或者已经失效。请点开最近一封日报或周报里的链接再试。</p>')
  const address = escape(subscription.address)
  return subscription.endedAt === null
    ? render('退订日报和周报', `<p>邮件地址：${address}</p><p>退订以后不再收到日报和周报；催办和核对结果仍会照常发送。</p>${button('end', '退订')}`)
    : render('已经退订', `<p>${address}已经退订日报和周报；催办和核对结果仍会照常发送。</p>${button('renew', '重新订阅')}`)
}

const button = (wish: 'end' | 'renew', text: string): string =>
  `<form method="post"><input type="hidden" name="wish" value="${wish}"><button>${text}</button></form>`

const render = (title: string, body: string): string => `<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${title}</title>
<style>:root{color-scheme:light dark;font:18px/1.7 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}body{max-width:36rem;margin:0 auto;padding:2rem 1rem;overflow-wrap:anywhere}button{font:inherit;padding:.6rem 1.6rem}</style>
</head>
<body><h1>${title}</h1>${body}</body>
</html>
`

import { oneLine, type Case, type Fact, type Part, type Tone } from './parts.ts'

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Text of any origin, safe between tags and inside a double-quoted attribute. */
const escape = (text: string): string => oneLine(text).replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '')

const FONT = "-apple-system,BlinkMacSystemFont,'PingFang SC','Hiragino Sans GB','Microsoft YaHei','Noto Sans CJK SC',sans-serif"
const COLOURS: Readonly<Record<Tone, { ink: string; paper: string }>> = {
  error: { ink: '#b3261e', paper: '#fdecea' },
  warning: { ink: '#8a5300', paper: '#fff4e0' },
  info: { ink: '#2f5d8a', paper: '#eaf2fb' },
  good: { ink: '#1b6e3c', paper: '#e8f5ec' },
}

/** Many clients drop `<style>`: all that matters is inline, and dark mode only swaps colours. */
const DARK = `@media (prefers-color-scheme:dark){
.page{background:#16181b!important;color:#e6e6e6!important}.card,.track{background:#23262b!important}.quiet{color:#a9b0b8!important}
${Object.entries({ error: ['#ffb4ab', '#3b1512'], warning: ['#ffcf87', '#36260a'], info: ['#a9d0f5', '#14283b'], good: ['#9be0b3', '#12301d'] })
  .map(([tone, [ink, paper]]) => `.ink-${tone}{color:${ink ?? ''}!important}.paper-${tone}{background:${paper ?? ''}!important}`)
  .join('')}
}`

const facts = (list: readonly Fact[]): string =>
  list
    .map(({ label, value }) => `<div style="margin:4px 0 0"><span class="quiet" style="color:#5b6570">${escape(label)}：</span>${escape(value)}</div>`)
    .join('')

const renderCase = (one: Case): string =>
  `<div style="margin:10px 0 0;padding:8px 0 0;border-top:1px solid #8a929b">${escape(one.text)}${facts(one.facts)}</div>`

const render = (part: Part): string => {
  switch (part.kind) {
    case 'verdict': {
      const { ink, paper } = COLOURS[part.tone]
      return `<div class="paper-${part.tone}" style="background:${paper};border-left:5px solid ${ink};border-radius:6px;padding:14px 16px;margin:0 0 16px;font-size:18px;line-height:1.6"><strong class="ink-${part.tone}" style="color:${ink}">${escape(part.word)}</strong><br>${escape(part.text)}</div>`
    }
    case 'heading':
      return `<h2 style="font-size:18px;line-height:1.4;margin:28px 0 10px">${escape(part.text)}</h2>`
    case 'paragraph':
      return `<p style="margin:0 0 12px">${escape(part.text)}</p>`
    case 'facts':
      return `<div style="margin:0 0 12px">${facts(part.facts)}</div>`
    case 'list':
      return `<ul style="margin:0 0 12px;padding:0 0 0 22px">${part.items.map((item) => `<li style="margin:0 0 6px">${escape(item)}</li>`).join('')}</ul>`
    case 'finding': {
      const { ink } = COLOURS[part.tone]
      return `<div class="card" style="background:#f6f7f9;border-left:4px solid ${ink};border-radius:6px;padding:12px 14px;margin:0 0 12px"><strong>${part.number}. ${escape(part.text)}</strong>${facts(part.facts)}${part.cases.map(renderCase).join('')}${part.more === undefined ? '' : `<div style="margin:10px 0 0">${escape(part.more)}</div>`}</div>`
    }
    case 'score': {
      const share = part.weight > 0 ? Math.round((part.points / part.weight) * 100) : 0
      const { ink } = COLOURS[share === 100 ? 'good' : share >= 60 ? 'warning' : 'error']
      return `<div style="margin:0 0 10px"><div>${escape(part.name)} <span class="quiet" style="color:#5b6570">${part.points}分（满分${part.weight}分）</span></div><div class="track" style="background:#e4e7eb;border-radius:4px;height:8px;margin:4px 0 0"><div style="background:${ink};border-radius:4px;height:8px;width:${share}%"></div></div></div>`
    }
    case 'link':
      return /^https?:\/\//i.test(part.url)
        ? `<p style="margin:0 0 12px"><a href="${escape(part.url)}" style="display:inline-block;background:#1f5fa8;color:#ffffff;text-decoration:none;border-radius:6px;padding:12px 20px">${escape(part.text)}</a></p>`
        : `<p style="margin:0 0 12px">${escape(part.text)}：${escape(part.url)}</p>`
    case 'footer':
      return `<p class="quiet" style="border-top:1px solid #8a929b;margin:28px 0 0;padding:12px 0 0;color:#5b6570">${escape(part.text)}</p>`
  }
}

/** The parts as one HTML document: a single column, at least 16 px, readable on a phone and in dark mode. */
export function renderHtml(title: string, parts: readonly Part[]): string {
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escape(title)}</title>
<style>${DARK}</style>
</head>
<body class="page" style="margin:0;padding:0;background:#ffffff;color:#1f2328">
<div class="page" style="max-width:600px;margin:0 auto;padding:20px 16px 32px;font-family:${FONT};font-size:16px;line-height:1.7;overflow-wrap:anywhere;background:#ffffff;color:#1f2328">
${parts.map(render).join('\n')}
</div>
</body>
</html>
`
}

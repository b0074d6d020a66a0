import { escape } from './html.ts'
import { STYLE } from './style.ts'

/** Who made a page: by it one knows a page again that may be replaced. */
export const GENERATOR = '<meta name="generator" content="gongkai">'

/** A whole page that asks nothing of any network and runs nothing: there is no script, and the policy allows none. */
export const shell = (title: string, header: string, main: string, footer: string): string => `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
${GENERATOR}
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escape(title).replaceAll('\n', ' ')}</title>
<style>${STYLE}</style>
</head>
<body>
<a class="skip" href="#content">跳到正文</a>
<header>
${header}
</header>
<main id="content">
${main}
</main>
<footer>
${footer}
</footer>
</body>
</html>
`

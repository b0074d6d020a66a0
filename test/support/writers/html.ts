import type { Part } from '../parts.ts'
import type { PrintedCell, PrintedTable } from '../printed-table.ts'
import { partsOf } from '../parts.ts'
import type { ReportData } from '../report-data.ts'
import type { Layout } from './layout.ts'

const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

interface Dialect {
  readonly table: (table: PrintedTable) => string
  readonly text: (part: Exclude<Part, { kind: 'table' }>) => string
  readonly page: (body: string, report: ReportData) => string
}

const page = (body: string, { title }: ReportData) =>
  `<!DOCTYPE html>\n<html>\n<head>\n<meta charset="utf-8">\n<title>${escape(title)}</title>\n</head>\n<body>\n${body}\n</body>\n</html>\n`

const attributes = ({ rowSpan, colSpan }: PrintedCell) =>
  `${rowSpan > 1 ? ` rowspan="${rowSpan}"` : ''}${colSpan > 1 ? ` colspan="${colSpan}"` : ''}`

const table =
  (cell: (cell: PrintedCell) => string, open = '<table border="1"><tbody>', close = '</tbody></table>') =>
  ({ rows }: PrintedTable) =>
    `${open}\n${rows.map((row) => `<tr>${row.map(cell).join('')}</tr>`).join('\n')}\n${close}`

const word: Dialect = {
  page: (body, { title }) =>
    `<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">\n<head>\n` +
    `<meta http-equiv=Content-Type content="text/html; charset=utf-8">\n<title>${escape(title)}</title>\n` +
    `<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->\n` +
    `<style>\n<!--\n p.MsoNormal {margin:0cm; mso-style-name:"正文";}\n-->\n</style>\n</head>\n` +
    `<body lang=ZH-CN style='tab-interval:21.0pt'>\n<?xml:namespace prefix = o ns = "urn:schemas-microsoft-com:office:office" />\n` +
    `<div class=WordSection1 style='layout-grid:15.6pt'>\n${body}\n</div>\n</body>\n</html>\n`,
  text: ({ kind, text }) =>
    `<p class=MsoNormal style='text-indent:32.0pt'><${kind === 'paragraph' ? 'span' : 'b'} style='font-family:仿宋_GB2312'>${spans(text)}` +
    `<span lang=EN-US><o:p></o:p></span></${kind === 'paragraph' ? 'span' : 'b'}></p>`,
  table: table(
    (cell) =>
      `<TD width=64${cell.rowSpan > 1 ? ` ROWSPAN=${cell.rowSpan}` : ''}${cell.colSpan > 1 ? ` COLSPAN=${cell.colSpan}` : ''} style='border:solid windowtext 1.0pt'>` +
      `<p class=MsoNormal align=center style='line-height:20.0pt'><span lang=EN-US style='font-size:10.5pt'>${spans(cell.text)}<o:p>&nbsp;</o:p></span></p></TD>`,
    "<table class=MsoTableGrid border=1 cellspacing=0 style='border-collapse:collapse;mso-yfti-tbllook:1184'>",
    '</table>',
  ),
}

/** Word cuts digits out of Chinese text into runs of their own, and at times cuts a number in two. */
function spans(text: string): string {
  return escape(text).replace(/\d+/g, (digits) =>
    digits.length > 1
      ? `<span lang=EN-US>${digits.slice(0, 1)}</span><span lang=EN-US>${digits.slice(1)}</span>`
      : `<span lang=EN-US>${digits}</span>`,
  )
}

const ueditor: Dialect = {
  page,
  text: ({ kind, text }) =>
    kind === 'title'
      ? `<h1>${escape(text)}</h1>`
      : kind === 'paragraph'
        ? `<p style="text-indent: 2em; line-height: 1.75em;">${escape(text)}<br/></p>`
        : `<p style="text-indent: 2em;"><strong>${escape(text)}</strong></p>`,
  table: table(
    (cell) =>
      `<td${attributes(cell)} style="border-color: windowtext;" align="center"><p style="text-align:center">${cell.data?.kind === 'blank' ? '<br/>' : `<span style="font-size:14px">&nbsp;${escape(cell.text)}</span>`}</p></td>`,
    '<table width="100%" cellspacing="0"><tbody>',
  ),
}

const SITE_HEAD =
  `<script>document.write("<table><tr><td>1</td><td>999</td></tr></table>")</script>` +
  `<nav><ul><li><a href="/">首页</a></li><li><a href="/zwgk/">政务公开</a></li></ul></nav>` +
  `<div class="crumb">当前位置:<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt; 年度报告</div>` +
  `<ul class="years">${[2021, 2022, 2023].map((year) => `<li><a href="/nb/${year}/">${year}年政府信息公开工作年度报告</a></li>`).join('')}</ul>` +
  `<table class="calendar"><tr><td>日</td><td>一</td></tr><tr><td>1</td><td>2</td></tr></table>`
const SITE_TAIL =
  `<div class="tools">字号:[大] [中] [小] <a href="javascript:window.print()">打印</a> <a href="javascript:window.close()">关闭</a></div>` +
  `<div style="display:none">浏览次数:<span>1024</span></div><footer><p>主办:政务服务中心 网站标识码 0000000000</p></footer>` +
  `<noscript>请启用脚本</noscript><template><table><tr><td>7</td></tr></table></template>`

const furnished: Dialect = {
  ...ueditor,
  page: (body, report) =>
    page(`${SITE_HEAD}<div id="zoom" class="TRS_Editor"><h1>${escape(report.title)}</h1>\n${body}</div>\n${SITE_TAIL}`, report),
}

const layoutTable: Dialect = {
  ...word,
  page: (body, report) =>
    page(
      `<table width="1000" border="0" align="center"><tr><td colspan="2"><img src="banner.jpg" alt=""></td></tr><tr><td valign="top" width="200">` +
        `<table><tr><td><a href="/a">机构职能</a></td></tr><tr><td><a href="/b">通知公告</a></td></tr></table></td><td><table width="100%"><tr><td>${body}</td></tr></table></td></tr>` +
        `<tr><td colspan="2">版权所有</td></tr></table>`,
      report,
    ),
}

const nested: Dialect = {
  ...ueditor,
  table: table((cell) =>
    cell.data
      ? `<td${attributes(cell)}><table border="0"><tbody><tr><td>${escape(cell.text)}</td></tr></tbody></table></td>`
      : `<td${attributes(cell)}>${escape(cell.text)}</td>`,
  ),
}

const unclosed: Dialect = {
  ...ueditor,
  text: ({ text }) => `<p>${escape(text)}`,
  table: ({ rows }) =>
    `<div><table border=1>\n${rows.map((row) => `<tr>${row.map((cell) => `<td${attributes(cell)}>${escape(cell.text)}`).join('\n')}`).join('\n')}\n</table></div>`,
  page: (body, report) => {
    const whole = page(body, report)
    const last = whole.lastIndexOf('</table>')
    return `${whole.slice(0, last)}${whole.slice(last + '</table></div>'.length)}`
  },
}

/** The numbers of its sections stand nowhere in the text. */
const lists: Dialect = {
  ...ueditor,
  text: (part) => {
    const [, numeral, words] = (part.kind === 'heading' && /^([一二三四五六])、(.*)$/.exec(part.text)) || []
    if (numeral === undefined || words === undefined) return ueditor.text(part)
    return `<ol start="${'一二三四五六'.indexOf(numeral) + 1}" style="list-style-type: cjk-ideographic"><li><p>${escape(words)}</p></li></ol>`
  },
}

/** The whole report on one sheet, saved as a page. */
const spreadsheet: Dialect = {
  text: ({ text }) => `<tr><td colspan=15>${escape(text)}</td></tr>`,
  table: ({ rows }) => rows.map((row) => `<tr>${row.map((cell) => `<td${attributes(cell)}>${escape(cell.text)}</td>`).join('')}</tr>`).join('\n'),
  page: (body, report) => page(`<table border=0>${body}</table>`, report),
}

/** Every table lacks its end; the browser puts the rest of the page into its last cell. */
const leftOpen: Dialect = {
  ...ueditor,
  text: ({ text }) => `<p>${escape(text)}</p>`,
  table: (printed) => spreadsheet.table(printed).replace(/^/, '<table>').replace(/<\/td><\/tr>$/, ''),
}

const divs: Dialect = {
  page,
  text: ({ text }) => `<div class="line"><span>${escape(text)}</span></div>`,
  table: ({ rows }) =>
    rows.map((row) => `<div class="row">${row.map(({ text }) => `<div class="cell">${escape(text)}</div>`).join('')}</div>`).join('\n'),
}

const layout = (name: string, dialect: Dialect, blanks: 'any' | 'rows' = 'any'): Layout => ({
  name,
  format: 'html',
  carries: { blanks },
  write: (report) =>
    dialect.page(
      partsOf(report)
        .map((part) => (part.kind === 'table' ? dialect.table(part.table) : dialect.text(part)))
        .join('\n'),
      report,
    ),
})

export const HTML_LAYOUTS: readonly Layout[] = [
  layout('HTML as Word pastes it', word),
  layout('HTML as UEditor pastes it', ueditor),
  layout('HTML with the furniture of a site', furnished),
  layout('HTML in a layout table', layoutTable),
  layout('HTML with a table in each number cell', nested),
  layout('HTML with numbered lists', lists),
  layout('HTML without end tags', unclosed),
  layout('HTML of divs only', divs, 'rows'),
  layout('HTML as one spreadsheet', spreadsheet),
  layout('HTML with tables left open', leftOpen),
]

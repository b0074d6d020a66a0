/** The look of every page: on a screen with the reasons beside the source, on paper below it; legible without colours. */
export const STYLE = `
:root{--ink:#1f2328;--quiet:#535c66;--line:#9aa4ae;--error:#a4201a;--error-paper:#fde7e5;--warning:#7a4a00;--warning-paper:#fff1d6;--info:#27527d;--info-paper:#e6f0fa;--good:#1b6e3c;--good-paper:#e8f5ec}
*{box-sizing:border-box}
html{scroll-padding-top:1rem}
body{margin:0;background:#fff;color:var(--ink);font:16px/1.75 -apple-system,BlinkMacSystemFont,'PingFang SC','Hiragino Sans GB','Microsoft YaHei','Noto Sans CJK SC',sans-serif;overflow-wrap:anywhere}
header,main,footer{max-width:76rem;margin:0 auto;padding:0 1.25rem}
h1{font-size:1.6rem;line-height:1.4;margin:1.5rem 0 1rem}
h2{font-size:1.25rem;margin:2rem 0 .75rem;border-bottom:2px solid var(--line);padding-bottom:.25rem}
h3,h4,h5,h6{font-size:1.05rem;margin:1.2rem 0 .4rem}
h3.title{font-size:1.35rem;text-align:center}
p{margin:.4rem 0}
a{color:#1a56a0}
.verdict{border:1px solid currentColor;border-left-width:8px;border-radius:6px;padding:.75rem 1rem;margin:0 0 1rem;font-size:1.1rem}
.verdict strong{font-size:1.35rem;margin-right:.75rem}
.verdict.error{background:var(--error-paper);color:var(--error)}.verdict.warning{background:var(--warning-paper);color:var(--warning)}.verdict.good{background:var(--good-paper);color:var(--good)}
.verdict span{color:var(--ink)}
.summary{display:flex;flex-wrap:wrap;gap:0 3rem;align-items:start}
dl.facts{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem;margin:0 0 1rem;flex:1 1 16rem}
dl.facts dt,.remark,.quiet{color:var(--quiet)}
dl.facts dd{margin:0}
table{border-collapse:collapse;width:100%}
th,td{border:1px solid var(--line);padding:.3rem .5rem;text-align:left;vertical-align:top}
table.score{width:auto;min-width:min(24rem,100%);margin-bottom:1rem}
.summary>*{min-width:0}
table.score td.number,table.filed td.number,table.list td.number{text-align:right;font-variant-numeric:tabular-nums}
table.filed{font-size:.9rem;line-height:1.5}
table.filed th{font-weight:600;background:#f3f5f7;text-align:center}
table.filed th.label{font-weight:400;text-align:left}
table.filed th.group{text-align:left}
caption{text-align:left;font-weight:600;padding:.3rem 0}
td.absent,th.absent{color:var(--quiet);font-style:italic;background:repeating-linear-gradient(45deg,#fff 0 6px,#eef0f2 6px 9px)}
.scroll{overflow-x:auto;margin:.5rem 0}
.picture{border:1px dashed var(--line);padding:1.5rem 1rem;text-align:center;color:var(--quiet);margin:.5rem 0}
p.run span:not(:last-child)::after{content:' ·';color:var(--quiet)}
ol.findings,ul.findings{padding:0;list-style:none}
ol.findings li{margin:.35rem 0;padding-left:4rem;text-indent:-4rem}
ol.findings li>*{text-indent:0}
.row{display:flex;flex-direction:column}
.row>aside{order:1}
@media screen and (min-width:62rem){.report{padding-right:25.5rem}.row{display:block}.row>aside{float:right;clear:right;width:24rem;margin-right:-25.5rem}.report::after{content:'';display:block;clear:both}}
.note{border:1px solid var(--line);border-left:6px solid var(--info);border-radius:4px;padding:.5rem .75rem;margin:.4rem 0;font-size:.92rem;line-height:1.6;background:#fff}
.note.error{border-left-color:var(--error)}.note.warning{border-left-color:var(--warning);border-left-style:double}.note.info{border-left-style:dotted}
.note p{margin:.2rem 0}
.note b{color:var(--quiet);font-weight:600}
.note .what{font-weight:600}
mark{color:inherit;padding:0 .1em;text-decoration-thickness:2px;text-underline-offset:.2em}
mark.error{background:var(--error-paper);text-decoration:underline solid var(--error) 2px}
mark.warning{background:var(--warning-paper);text-decoration:underline wavy var(--warning) 1.5px}
mark.info{background:var(--info-paper);text-decoration:underline dotted var(--info) 2px}
.blank{color:var(--quiet);font-size:.85em}
.hit{outline:2px solid var(--info);outline-offset:-2px}
.hit.error{outline:3px solid var(--error);outline-offset:-3px}.hit.warning{outline:3px double var(--warning);outline-offset:-3px}.hit.info{outline-style:dotted}
table.outlined{outline:3px dashed var(--error)}
a.ref,.tag{display:inline-block;font-size:.78rem;line-height:1.35;font-weight:600;border-radius:3px;padding:0 .35em;margin:0 .2em;text-decoration:none;text-indent:0;white-space:nowrap;color:#fff;background:var(--info);border:1px solid var(--info)}
a.ref.error,.tag.error{background:var(--error);border-color:var(--error)}a.ref.warning,.tag.warning{background:var(--warning);border-color:var(--warning)}
:target{outline:3px solid #1a56a0;outline-offset:3px}
pre{white-space:pre-wrap;font-size:.85rem;background:#f6f7f9;padding:.75rem;border-radius:4px}
footer{margin:2.5rem auto 2rem;color:var(--quiet);font-size:.9rem}
.skip{position:absolute;left:-100rem}.skip:focus{left:1rem;top:1rem;background:#fff;padding:.5rem}
@page{size:A4;margin:16mm 15mm}
@media print{
body{font-size:10.5pt;line-height:1.55}
header,main,footer{max-width:none;padding:0}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}
h1{margin-top:0}h1,h2,h3,h4{break-after:avoid}
.note,tr,dl.facts,.verdict,.picture{break-inside:avoid}
.scroll{overflow:visible}
table.filed{font-size:8.5pt}th,td{padding:.15rem .3rem}
thead{display:table-header-group}
a{color:inherit}a.ref,.tag{color:#000!important;background:#fff!important;border:1px solid #000}
.skip,details{display:none}
}
`

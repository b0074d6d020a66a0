const PAGE_MARK =
  /^(?:[-—–]+\d{1,3}[-—–]+|P(?:age|\.)?\.?\d{1,3}[-—–.]?|[-—–]?第\d{1,3}页(?:[,/]?共\d{1,3}页)?[-—–]?|共\d{1,3}页|[-—–]第?\d{1,3}页?[-—–]|第?\d{1,3}\/\d{1,3}页?)$/i

/** `- 9 -`, `Page 9 -`, `P. 9`, 第9页: marks that a page leaves in running text. Takes folded text. */
export function isPageMark(folded: string): boolean {
  return folded.length <= 16 && PAGE_MARK.test(folded)
}

const SITE =
  /^(?:[×xX✕]|打印|关闭|【?打印】?【?关闭】?|字号[::]?.{0,12}|(?:上|下)一[篇条][::]?.*|分享(?:到|至)?[::]?.{0,20}|扫一扫.{0,20}|返回顶部|当前位置[::].*|首页[>»].*|您现在的位置.*|听全文\d*|视频解读|浏览次数[::]?\d*|点击[率数][::]?\d*|责任编辑[::].*|附件[::]?.{0,60}|.{0,60}\.(?:pdf|docx?|xlsx?|wps|zip|rar)|政府信息公开年报|格式>)$/i

/** Buttons, counters, attachments and breadcrumbs of a site, which are no part of the report. Takes folded text. */
export function isSiteFurniture(folded: string): boolean {
  return folded.length <= 80 && SITE.test(folded)
}

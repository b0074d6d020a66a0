/**
 * Sentences that every report has, because law and form ask for them: what the report is and whom to ask about it, the fee
 * for handling, that nothing else is to be told, and how many requests and disputes there were. Two honest reports share
 * them word by word. Source: 国办公开办函〔2021〕30号, 国办函〔2020〕109号.
 */
const PRESCRIBED: readonly RegExp[] = [
  /^(?:本|该|此)(?:年度)?(?:年报|报告)/u,
  /现(?:将|予|向|公布|公开|就).{0,80}(?:报告|年报|公布|如下)|报告如下|(?:编制|撰写|形成)(?:了)?(?:本|此)(?:年度)?(?:报告|年报)/u,
  /统计(?:期限|时限|时间|周期)|电子版|疑问|(?:联系|咨询)(?:电话|地址|方式)|联系人|邮政?编码?/u,
  /信息处理费|(?:其他|其它|需要|须|需|应当?)(?:报告|说明)的?(?:其他|其它)?(?:事项|情况|内容)/u,
]
const TABLE_3_AND_4 = /申请|复议|诉讼/u
const COUNTED = /\d+(?:余)?(?:件|起|宗|条|份|例|次)|未(?:收到|发生|接到|受理|产生|出现|被|有|办理)|没有|(?:无|零|不存在)(?!正当)/u

/** A longer sentence about requests says more than how many there were. */
const COUNT_ONLY = 90

/** Whether a folded sentence is one that law and form prescribe. */
export function isPrescribed(sentence: string): boolean {
  if (PRESCRIBED.some((pattern) => pattern.test(sentence))) return true
  return sentence.length <= COUNT_ONLY && TABLE_3_AND_4.test(sentence) && COUNTED.test(sentence)
}

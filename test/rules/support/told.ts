import type { RuleContext } from '../../../lib/rules/index.ts'
import { runExample } from './example.ts'

const SIX = '2024年度，本机关未收取政府信息公开信息处理费，没有其他需要报告的事项。'
const FIVE = '存在的主要问题：一是部分公告的说明不够通俗；二是新任经办人员对答复时限不熟悉。\n\n改进情况：一是为水质公告配上图表说明；二是建立答复时限提醒，每季度组织一次学习。'
const BASIS = '本报告根据《中华人民共和国政府信息公开条例》和《国务院办公厅政府信息与政务公开办公室关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》（国办公开办函〔2021〕30号）要求编制。'
const WORK = '维护县政府门户网站的水务专栏，在办事大厅设置查阅点，由专人协助群众查询。'

const PARTS = { basis: BASIS, work: WORK, problems: FIVE, other: SIX } as const

/** The rules of a family that speak when a part of the specimen says something else. */
export async function toldOf(family: string, part: keyof typeof PARTS, words: string, context: Partial<RuleContext> = {}): Promise<string[]> {
  const { findings } = await runExample({ edits: [[PARTS[part], words]], context })
  return [...new Set(findings.map(({ rule }) => rule).filter((rule) => rule.startsWith(`${family}/`)))]
}

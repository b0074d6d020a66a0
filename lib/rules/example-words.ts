import { LEVEL_NAMES } from '../report/index.ts'
import type { Edits, Example, RuleContext } from './define.ts'
import { SPECIMEN } from './specimen.ts'
import { dateWords, quoted } from './words.ts'

/** An example in a clerk's words: what it has otherwise than the specimen, and what is known besides the report. */
export function exampleWords({ edits = [], text, context = {}, history = [], peers = [] }: Example): string {
  const parts = [
    ...(text === undefined ? [] : [text.length > SPECIMEN.length * 1.5 ? '整份报告写了两遍' : '另一份报告']),
    ...edits.map(editWords),
    ...(history === 'none' ? ['第一次报送年度报告'] : history.map((edit) => `上一年度的报告中，${editWords(edit)}`)),
    ...peers.map(({ agency, edits: own }) => [`${agency}报送了同样的报告`, ...own.map(editWords)].join('，只是')),
    ...contextWords(context),
  ]
  return `${parts.length > 0 ? parts.join('；') : '各项都填写正确的报告'}。`
}

const editWords = ([find, replace]: Edits[number]): string =>
  replace === '' ? `删去${shown(find)}` : `${shown(find)}写成${shown(replace)}`

/** The first line says enough; whole tables would drown it. */
function shown(text: string): string {
  const lines = text.trim().split('\n').filter((line) => line.trim() !== '')
  return `${quoted([(lines[0] ?? '').trim()])}${lines.length > 1 ? `等${lines.length}行` : ''}`
}

function contextWords(context: Partial<RuleContext>): string[] {
  const { date, level, agency, year, deadlines = [] } = context
  const unknown = (key: keyof RuleContext, words: string): string[] => (key in context ? [words] : [])
  return [
    ...(date === undefined ? [] : [`${dateWords(date)}核对`]),
    ...(level === undefined ? unknown('level', '不知道报送单位的级别') : [`报送单位是${LEVEL_NAMES[level]}`]),
    ...(agency === undefined ? unknown('agency', '不知道报送单位的名称') : [`报送单位是${quoted([agency])}`]),
    ...(year === undefined ? unknown('year', '不知道应报哪一年度') : [`应报${year}年度`]),
    ...deadlines.map(({ level: whose, day }) => `主管部门要求${LEVEL_NAMES[whose]}在${dateWords(`2025-${day}`).slice(5)}前公布`),
  ]
}

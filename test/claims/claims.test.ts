import { expect, test } from 'vitest'
import { claimsOf } from '../../lib/claims/index.ts'
import { parse } from '../../lib/parse/index.ts'
import { readText } from '../../lib/readers/text/index.ts'

/** What a narrative of 2024 claims: the subject's key and the number, in reading order. */
function told(words: string): string[] {
  const parsed = parse(readText(`2024年政府信息公开工作年度报告\n\n一、总体情况\n\n${words}\n`, 'utf-8'))
  if (!parsed.ok) throw new Error(parsed.rejection.message)
  return claimsOf(parsed.report).claims.map(({ subject, value, scope }) => `${subject.key} ${value}${scope.body === 'own' ? '' : ` ${scope.body}`}${scope.span === 'year' ? '' : ` ${scope.span}`}`)
}

test.each([
  ['names told respectively', '因信息公开被提起行政复议、行政诉讼分别为3件、1件。', ['review 3', 'litigation 1']],
  ['a noun that the names share', '制定、废止行政规范性文件分别为4件、6件。', ['normative.made 4', 'normative.repealed 6']],
  ['more numbers than names: nothing', '行政许可、行政处罚分别为9件、3件、1件。', []],
  ['what is said of all', '收到政府信息公开申请8件，均为自然人申请。', ['received 8', 'column.naturalPerson 8']],
  ['what is said of a part is not said of all', '收到政府信息公开申请8件，其中当面提交2件，均为自然人申请。', ['received 8']],
  ['the topic of a sentence', '规范性文件方面，制发2件，废止1件。', ['normative.made 2', 'normative.repealed 1']],
  ['the topic of a clause before', '依申请公开数量平稳，全年共办理73件。', ['handled 73']],
  ['what came in, whatever was done with it', '对收到的13件申请逐件登记。', ['received 13']],
  ['nouns that are not requests of this kind', '办理行政许可申请3206件。', []],
  ['a region and its own body', '我市共收到政府信息公开申请39件，其中市本级收到17件。', ['received 39 whole', 'received 17']],
  ['several that are denied at once', '全年零复议、零诉讼。', ['review 0', 'litigation 0']],
  ['numbers before their nouns', '41件新申请和2件上年遗留的申请中，40件已经办结。', ['newReceived 41', 'carriedOver 2', 'processed 40']],
  ['what is left of the results is not all that was answered', '答复政府信息公开申请18件，10件予以公开，其余8件依法作出答复。', ['processed 18', 'granted 10']],
  ['what is left of what was carried on', '收到政府信息公开申请9件，1件结转下年，其余8件均已答复。', ['received 9', 'carriedForward 1', 'processed 8']],
  ['neither handled nor done', '收到政府信息公开申请9件，将在2025年答复1件，因此不予处理的相关申请2件。', ['received 9', 'carriedForward 1']],
  ['carried on in the clause behind', '收到政府信息公开申请9件，尚有2件未到期，结转下年办理。', ['received 9', 'carriedForward 2']],
  ['so many as were told apart before', '收到政府信息公开申请9件，延期2件。上述2件申请均已答复。', ['received 9']],
  ['as many as came in', '收到政府信息公开申请9件。上述9件申请均已答复。', ['received 9']],
  ['results that there were not', '收到政府信息公开申请9件，没有不予公开、无法提供的情形。', ['received 9', 'denied 0', 'unavailable 0']],
  ['what was received in a month', '收到政府信息公开申请9件。12月20日以后收到的2件尚未答复。', ['received 9', 'received 2 part']],
  ['no applications at all', '全年零申请。', ['newReceived 0']],
  ['documents of which none was repealed', '印发行政规范性文件4件，没有废止。', ['normative.made 4', 'normative.repealed 0']],
  ['an older number in brackets', '依申请公开办理73件（2023年办理71件）。', ['handled 73']],
])('%s', (_, words, claims) => {
  expect(told(words)).toEqual(claims)
})

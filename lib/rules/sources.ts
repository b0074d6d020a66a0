import type { FormId, Report } from '../report/index.ts'

/** How a finding cites the law; one wording per form where the report's year decides which form is in force. */
export type Source = string | Readonly<Record<FormId, string>>

const REGULATION = '《中华人民共和国政府信息公开条例》'
const FORM = '《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）'
const TRIAL_FORM = '《国务院办公厅政府信息与政务公开办公室关于政府信息公开工作年度报告有关事项的通知》（国办公开办函〔2019〕60号）'

/** Who reports, and by when. */
export const ARTICLE_49 = `${REGULATION}第四十九条`
/** What the report must contain. */
export const ARTICLE_50 = `${REGULATION}第五十条`
/** The form in force for the report's year. */
export const FORM_IN_FORCE: Source = { '2019': TRIAL_FORM, '2021': FORM }
/** The form of 2021, for rules that apply to it alone. */
export const FORM_OF_2021 = FORM
/** The sums printed in the head of table 3, or implied by its totals. */
export const FORM_SUMS: Source = { '2019': `${TRIAL_FORM}表格勾稽关系`, '2021': `${FORM}表格勾稽关系` }

/** Whom an inaccurate, incomplete, copied or perfunctory report is answered for by. */
export const ARTICLE_47 = `${REGULATION}第四十七条`
/** What the report says of the fee for processing requests. */
export const FEE_MEASURES = '《国务院办公厅关于印发〈政府信息公开信息处理费管理办法〉的通知》（国办函〔2020〕109号）'
/** Who may make 规章. */
export const LEGISLATION = '《中华人民共和国立法法》第九十一条、第九十三条'
export const PUNCTUATION = '国家标准《标点符号用法》'

/** The citation for one report: by its year, the form of 2021 where the year is unknown. */
export function cite(source: Source, report: Report): string {
  if (typeof source === 'string') return source
  return report.year !== null && report.year < 2021 ? source['2019'] : source['2021']
}

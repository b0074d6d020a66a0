import type { Aspect, Report, Section, SectionKey } from '../../report/index.ts'
import { numeral } from '../words.ts'

interface Canon {
  readonly key: SectionKey
  readonly heading: string
  /** What the heading must speak of; the rest of its wording is free. */
  readonly words: RegExp
}

/** The six sections in their order. Source: 国办公开办函〔2019〕60号, kept by 国办公开办函〔2021〕30号. */
export const SECTIONS: readonly Canon[] = [
  { key: 'overview', heading: '总体情况', words: /总体情况/u },
  { key: 'disclosure', heading: '主动公开政府信息情况', words: /主动公开/u },
  { key: 'requests', heading: '收到和处理政府信息公开申请情况', words: /(?:收到|受理|处理).*申请|依申请公开/u },
  { key: 'disputes', heading: '政府信息公开行政复议、行政诉讼情况', words: /复议.*诉讼/u },
  { key: 'problems', heading: '存在的主要问题及改进情况', words: /问题.*(?:改进|整改|措施|打算)/u },
  { key: 'other', heading: '其他需要报告的事项', words: /其[他它]/u },
]

/** `五、存在的主要问题及改进情况`. */
export function headingOf(key: SectionKey): string {
  const index = SECTIONS.findIndex((section) => section.key === key)
  return `${numeral(index + 1)}、${SECTIONS[index]?.heading ?? ''}`
}

export const sectionOf = (report: Report, key: SectionKey): Section | undefined => report.sections.find((section) => section.key === key)

/** The five aspects of section one. Source: 国办公开办函〔2021〕30号. */
export const ASPECTS: readonly { readonly aspect: Aspect; readonly name: string; readonly words: string }[] = [
  { aspect: 'proactive', name: '主动公开', words: '主动公开' },
  { aspect: 'onRequest', name: '依申请公开', words: '依申请公开' },
  { aspect: 'management', name: '政府信息管理', words: '信息管理' },
  { aspect: 'platform', name: '政府信息公开平台建设', words: '(?:公开)?平台(?:和?渠道)?建设' },
  { aspect: 'supervision', name: '监督保障', words: '监督(?:和|与)?保障' },
]

import { TITLES } from './titles.generated.ts'

const BY_ID: ReadonlyMap<string, string> = new Map(Object.entries(TITLES))

/** What a rule is called in Chinese; undefined for one that this catalogue lacks (a result of an older rule set). */
export const ruleTitle = (rule: string): string | undefined => BY_ID.get(rule)

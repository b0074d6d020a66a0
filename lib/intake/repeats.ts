import { baseName, TABLE_NAMES, TABLES, type Facts } from './facts.ts'
import type { Piece, Submission } from './plan.ts'
import { plainName, sameAgency, shortNames } from './same-agency.ts'

/** A file that says nothing that another does not say. */
export interface Duplicate {
  readonly path: string
  /** The file that stands for both. */
  readonly of: string
  /** In Chinese. */
  readonly note: string
}

type ReadPiece = Extract<Piece, { rejection: null }>

/** Takes out of the files of a folder those that say again what another says: the report as PDF beside its Word file, the tables once more in Excel. */
export function duplicatesIn(files: readonly ReadPiece[]): { readonly kept: ReadPiece[]; readonly duplicates: Duplicate[] } {
  const kept: ReadPiece[] = []
  const duplicates: Duplicate[] = []
  // Reports first: a sheet repeats a report, not the other way round.
  for (const file of [...files].sort((a, b) => Number(b.facts.narrative) - Number(a.facts.narrative))) {
    const original = kept.find((other) => repeats(file.facts, other.facts))
    if (original === undefined) kept.push(file)
    else duplicates.push({ path: file.path, of: original.path, note: noteOn(file, original) })
  }
  return { kept: files.filter((file) => kept.includes(file)), duplicates }
}

const noteOn = (file: ReadPiece, original: ReadPiece): string =>
  file.facts.narrative
    ? `与“${baseName(original.path)}”内容相同，按同一份报告处理，只核对一次。`
    : `其中的表格与“${baseName(original.path)}”里的完全相同，不另作报告。`

function repeats(file: Facts, other: Facts): boolean {
  if (file.year !== other.year && file.year !== null) return false
  if (file.agency !== null && (other.agency === null || !sameAgency(file.agency, other.agency))) return false
  const held = TABLES.filter((table) => file.tables[table].status !== 'missing')
  const same = held.every((table) => isRead(file, table) && isRead(other, table) && file.tables[table].figures === other.tables[table].figures)
  if (!file.narrative) return same && held.length > 0
  return same && held.length === TABLES.length && file.words === other.words && file.agency === other.agency && file.year === other.year
}

const isRead = (facts: Facts, table: (typeof TABLES)[number]): boolean => facts.tables[table].status === 'read'

/**
 * Notes on each of several reports of one agency and year that do not say the same.
 * @param keyOf agency and year of a submission as far as they are certain; null: nothing can be said.
 */
export function noteRivals(submissions: readonly Submission[], keyOf: (submission: Submission) => string | null): Submission[] {
  const reports = submissions.filter(({ state }) => state === 'report')
  const byKey = Map.groupBy(reports, keyOf)
  return submissions.map((one) => {
    const key = one.state === 'report' ? keyOf(one) : null
    const rivals = key === null ? [] : (byKey.get(key) ?? []).filter((other) => other !== one)
    return rivals.length === 0 ? one : { ...one, notes: [...one.notes, rivalNote(one, rivals)] }
  })
}

/** By what a report says of itself, within its folder. */
export const statedFiling = ({ files: [path = ''], facts }: Submission): string | null =>
  facts?.agency == null || facts.year === null ? null : JSON.stringify([path.slice(0, path.lastIndexOf('/') + 1), shortNames(plainName(facts.agency)).at(-1), facts.year])

function rivalNote(one: Submission, rivals: readonly Submission[]): string {
  const tables = TABLES.filter((table) => rivals.some(({ facts }) => facts?.tables[table].figures !== one.facts?.tables[table].figures))
  const names = rivals.slice(0, 5).map(({ files: [path = ''] }) => `“${baseName(path)}”`).join('、')
  const differences = tables.length === 0 ? '文字不同' : `${tables.map((table) => TABLE_NAMES[table]).join('、')}不同`
  return `同一单位同一年度还有另一份报告：${names}，${differences}。两份都已核对，请确认以哪一份为准，只报送定稿。`
}

import type { Rejection } from '../report/index.ts'
import { baseName, type Facts, TABLE_NAMES, TABLES } from './facts.ts'
import { duplicatesIn, type Duplicate } from './repeats.ts'
import { sameAgency } from './same-agency.ts'

/** A file after it was read: what it holds, or why it cannot be read. */
export type Piece =
  | { readonly path: string; readonly facts: Facts; readonly rejection: null }
  | { readonly path: string; readonly facts: null; readonly rejection: Rejection }
type ReadPiece = Extract<Piece, { rejection: null }>

/** What one agency hands in for one year. */
export interface Submission {
  /** Of several, the one with the narrative first. */
  readonly files: readonly string[]
  /** `question`: its files may belong together, but that is not certain; `rejection` asks. */
  readonly state: 'report' | 'question' | 'rejected'
  /** Of the first file; null if it cannot be read. */
  readonly facts: Facts | null
  readonly rejection: Rejection | null
  /** In Chinese: what was put together, what should be looked at. */
  readonly notes: readonly string[]
}

export interface Plan {
  readonly submissions: readonly Submission[]
  /** Files that say exactly what another file of their folder says: they are no submission of their own. */
  readonly duplicates: readonly Duplicate[]
}

/**
 * Which files are whose report. One file is one report, unless several of one folder certainly make one: a single one
 * has the narrative and lacks tables, the others have exactly these and nothing else, and no name or year disagrees.
 * Where that is possible but not certain, those files are a question.
 */
export function plan(pieces: readonly Piece[]): Plan {
  const folders = [...Map.groupBy(pieces, ({ path }) => path.slice(0, path.lastIndexOf('/') + 1)).values()].map(planFolder)
  return { submissions: folders.flatMap(({ submissions }) => submissions), duplicates: folders.flatMap(({ duplicates }) => duplicates) }
}

function planFolder(pieces: readonly Piece[]): Plan {
  const { kept, duplicates } = duplicatesIn(pieces.filter((piece) => piece.facts !== null))
  const rejected = pieces.flatMap((piece) => (piece.facts === null ? [rejectedFile(piece.path, piece.rejection)] : []))
  return { submissions: [...groupFiles(kept), ...rejected], duplicates }
}

const lacking = ({ facts }: ReadPiece) => TABLES.filter((table) => facts.tables[table].status === 'missing')
const holding = ({ facts }: ReadPiece) => TABLES.filter((table) => facts.tables[table].status !== 'missing')

function groupFiles(files: readonly ReadPiece[]): Submission[] {
  const telling = files.filter(({ facts }) => facts.narrative)
  const bodies = telling.filter((file) => lacking(file).length > 0)
  const sheets = files.filter((file) => !file.facts.narrative && TABLES.some((table) => file.facts.tables[table].status === 'read'))
  if (sheets.length === 0 || (telling.length === 0 && sheets.length === 1)) return files.map(single)

  const groups = telling.length === 0 ? [] : bodies.map((body) => [body, ...sheetsOf(body, sheets, telling)])
  const whole = groups.filter((group) => group.length > 1 && isWhole(group))
  const placed = new Set(whole.flat())
  const open = files.filter((file) => !placed.has(file) && (bodies.includes(file) || sheets.includes(file)))
  return [
    ...whole.map(together),
    ...files.filter((file) => !placed.has(file) && !open.includes(file)).map(single),
    ...inDoubt(open, telling),
  ]
}

/** The sheets that may be a body's: where it is the only one that tells anything all that do not disagree, else those that name its agency. */
function sheetsOf(body: ReadPiece, sheets: readonly ReadPiece[], telling: readonly ReadPiece[]): ReadPiece[] {
  const others = telling.filter((file) => file !== body)
  if (others.some((other) => mayAgree(other, body))) return []
  return sheets.filter((sheet) => mayAgree(sheet, body) && (others.length === 0 || names(sheet, body)))
}

const names = (a: ReadPiece, b: ReadPiece): boolean =>
  a.facts.agency !== null && b.facts.agency !== null && sameAgency(a.facts.agency, b.facts.agency)

/** Whether nothing that both say of agency and year differs. */
const mayAgree = (a: ReadPiece, b: ReadPiece): boolean =>
  (a.facts.agency === null || b.facts.agency === null || sameAgency(a.facts.agency, b.facts.agency)) &&
  (a.facts.year === null || b.facts.year === null || a.facts.year === b.facts.year)

/** A body first, then its sheets: every table that the body lacks stands in exactly one of them, no other does. */
function isWhole([body, ...sheets]: readonly ReadPiece[]): boolean {
  const held = sheets.flatMap(holding)
  const wanted = body === undefined ? [] : lacking(body)
  const agree = sheets.every((sheet, at) => sheets.slice(at + 1).every((other) => mayAgree(sheet, other)))
  return agree && held.length === wanted.length && wanted.every((table) => held.includes(table))
}

const single = ({ path, facts }: ReadPiece): Submission => ({ files: [path], state: 'report', facts, rejection: null, notes: [] })
const rejectedFile = (path: string, rejection: Rejection): Submission => ({ files: [path], state: 'rejected', facts: null, rejection, notes: [] })

function together(group: readonly ReadPiece[]): Submission {
  const [body] = group
  return {
    files: group.map(({ path }) => path),
    state: 'report',
    facts: body === undefined ? null : { ...body.facts, ...namedBy(group) },
    rejection: null,
    notes: [`这份报告由${group.length}个文件合成：${group.map(inWords).join('，')}。`],
  }
}

const namedBy = (group: readonly ReadPiece[]): Pick<Facts, 'agency' | 'year'> => ({
  agency: group.find(({ facts }) => facts.agency !== null)?.facts.agency ?? null,
  year: group.find(({ facts }) => facts.year !== null)?.facts.year ?? null,
})

const inWords = (file: ReadPiece, index: number): string =>
  `${index === 0 ? '正文' : holding(file).map((table) => TABLE_NAMES[table]).join('、')}取自“${baseName(file.path)}”`

/**
 * Files that may or may not belong together. A sheet beside whole reports only, or a body beside sheets of others, is
 * what it would be alone; everything else is asked about, all at once where one body may have them all.
 */
function inDoubt(open: readonly ReadPiece[], telling: readonly ReadPiece[]): Submission[] {
  const clear = open.filter((file) => !open.some((other) => other !== file && mayBelong(file, other)) && !telling.some((other) => other !== file && mayBelong(file, other)))
  const asked = open.filter((file) => !clear.includes(file))
  const groups = telling.length <= 1 && asked.length > 1 ? [asked] : asked.map((file) => [file])
  return [...clear.map(single), ...groups.map((group) => question(group, asked, telling))]
}

/** Whether two files may be parts of one report, or a sheet another state of a report's tables. Two sheets of the same tables are of two reports. */
const mayBelong = (a: ReadPiece, b: ReadPiece): boolean => {
  if (a.facts.narrative && b.facts.narrative) return false
  const apart = a.facts.narrative || b.facts.narrative || holding(a).every((table) => !holding(b).includes(table))
  return apart && mayAgree(a, b)
}

function question(group: readonly ReadPiece[], asked: readonly ReadPiece[], telling: readonly ReadPiece[]): Submission {
  const [first] = [...group].sort((a, b) => Number(b.facts.narrative) - Number(a.facts.narrative))
  const files = [...(first === undefined ? [] : [first]), ...group.filter((file) => file !== first)]
  const others = [...new Set([...asked, ...telling])].filter((file) => !group.includes(file)).map(({ path }) => path)
  return {
    files: files.map(({ path }) => path),
    state: 'question',
    facts: first?.facts ?? null,
    rejection: { code: 'unclear-parts', message: `${why(files, others)}${ADVICE}` },
    notes: [],
  }
}

const ADVICE = '请把正文和表格放进同一个文件上传；或者每份报告单独用一个文件夹，只放正文和它缺少的表格各一份，再压缩上传。'
const NAMED = 5

function why(files: readonly ReadPiece[], others: readonly string[]): string {
  const list = (paths: readonly string[]) =>
    `${paths.slice(0, NAMED).map((path) => `“${baseName(path)}”`).join('、')}${paths.length > NAMED ? `等${paths.length}个文件` : ''}`
  const own = list(files.map(({ path }) => path))
  const held = files.flatMap(holding)
  const twice = TABLES.filter((table) => held.filter((one) => one === table).length > 1).map((table) => TABLE_NAMES[table])
  const absent = TABLES.filter((table) => !held.includes(table)).map((table) => TABLE_NAMES[table])
  if (files.length === 1) return `${own}${files[0]?.facts.narrative === true ? '缺少表格' : '只有表格，没有正文'}，同一文件夹里还有${list(others)}，不能确定哪些文件合起来是一份报告，没有核对。`
  const reason = twice.length > 0 ? `${twice.join('、')}出现了不止一次` : absent.length > 0 ? `其中没有${absent.join('、')}` : '其中没有唯一的正文'
  return `${own}看起来是同一份报告的几个部分，但是${reason}，不能确定哪些文件合起来是一份报告，没有核对。`
}

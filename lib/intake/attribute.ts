import { agencyInTitle } from '../parse/agency.ts'
import { fold } from '../parse/fold.ts'
import type { Level, Rejection } from '../report/index.ts'
import { plainName, sameAgency, shortNames } from './same-agency.ts'

/** An agency that the one who uploads may hand in for: itself or one below it. */
export interface ScopeAgency {
  readonly id: string
  readonly name: string
  readonly level: Level
  /** All above it, nearest first. */
  readonly ancestors: readonly string[]
}

/** Whose a submission is; or why that is not certain: `agency-unnamed`, `agency-unknown`, `agency-unclear`. */
export type Attributed = { readonly agency: ScopeAgency; readonly reason: null } | { readonly agency: null; readonly reason: Rejection }

/**
 * Tells whose submissions are, by the names of folders and file and by what the report calls itself, matched with the
 * register: exactly, but for widths, 人民政府 and the places in front. Only the agency that uploads and those below it
 * count, only a single match, and only if no name speaks for another one.
 * @param scope all of them. @param uploader the id of the one that uploads.
 */
export function attribution(scope: readonly ScopeAgency[], uploader: string): (path: string, stated: string | null) => Attributed {
  const register = new Names(scope)
  const supervises = new Set(scope.flatMap(({ ancestors }) => ancestors))
  const self = scope.find(({ id }) => id === uploader)

  return (path, stated) => {
    const [file = '', ...folders] = path.split('/').reverse()
    const around = folders.map((folder) => register.find(namesIn(folder)))
    const byTitle = stated === null ? NOBODY : register.find([stated], around)
    const byFile = register.find(namesIn(file.replace(/\.[^.]*$/, '')), around)
    const inside = merge([byTitle, byFile], supervises)
    if (inside.length > 1) return unclear(inside, DISAGREE)
    const folder = around.find(({ length }) => length === 1)?.[0]
    const [named] = inside
    if (named !== undefined) {
      const agrees = folder === undefined || folder.id === named.id || named.ancestors.includes(folder.id)
      if (!agrees) return unclear([named, folder], DISAGREE)
      if (stated !== null && byTitle.length === 0 && !sameAgency(stated, named.name)) return foreign(stated)
      return { agency: named, reason: null }
    }
    if (byTitle.length > 1) return unclear(byTitle, '名称相同的单位不止一个')
    if (stated !== null) return foreign(stated)
    // A folder of an agency with others below it holds theirs as well.
    if (folder !== undefined && !supervises.has(folder.id)) return { agency: folder, reason: null }
    if (self !== undefined && scope.length === 1) return { agency: self, reason: null }
    return nobody('agency-unnamed', `文件夹、文件名和报告里都没有写明单位。${ADVICE}`)
  }
}

const ADVICE = '请在标题里写明单位全称，或者放进以单位全称命名的文件夹，再重新上传。'

const nobody = (code: string, message: string): Attributed => ({ agency: null, reason: { code, message } })

const foreign = (stated: string): Attributed =>
  nobody(
    'agency-unknown',
    `报告写的单位是“${stated}”，在贵单位和所属单位的名录里没有找到唯一对应的单位。请核对单位名称；还没有登记的，请先在名录里登记，再重新上传。`,
  )

const unclear = (agencies: readonly ScopeAgency[], why: string): Attributed =>
  nobody('agency-unclear', `${why}：${agencies.map(({ name }) => `“${name}”`).join('、')}。${ADVICE}`)

const DISAGREE = '文件夹、文件名和报告里写的单位不一致'

const NOBODY: readonly ScopeAgency[] = []

/** Those found, each once; a supervisor named beside one that it watches over only says where that one is. */
function merge(found: readonly (readonly ScopeAgency[])[], supervises: ReadonlySet<string>): ScopeAgency[] {
  const certain = found.flatMap((agencies) => (agencies.length === 1 ? agencies : []))
  const [title, file] = found
  const once = [...new Set(certain)]
  return once.filter((agency) => {
    const container = supervises.has(agency.id) && once.some(({ ancestors }) => ancestors.includes(agency.id))
    return !(container && file?.includes(agency) === true && title?.includes(agency) !== true)
  })
}

const WORDS = /(?:政府|政务)?信息公开|(?:工作)?年度?(?:工作)?报告|年报|报告|附件|附表|表格|正文|终稿|定稿|初稿|修改稿?|最终|上报|报送|盖章版?|扫描件|副本|公示|发布稿?|网页|文字|版|20\d\d(?:年度?)?/gu

/** What the name of a folder or a file may name: all of it without the words that every report has, and its pieces. */
function namesIn(label: string): string[] {
  const folded = fold(label).replace(/^\d{1,4}[-.、_)]*(?!\d*年)/u, '')
  const titled = agencyInTitle(folded)
  const pieces = folded.split(/[-_—·.+、,()]+/u)
  return [...new Set([label, ...(titled === null ? [] : [titled]), ...[folded, ...pieces].map((piece) => piece.replaceAll(WORDS, ''))])].filter((name) => name.length >= 2)
}

const GOVERNMENTS: ReadonlySet<Level> = new Set(['province', 'city', 'county'])
const OFFICE = /政府办公[室厅]$/u

function enter(map: Map<string, Set<ScopeAgency>>, name: string, agency: ScopeAgency): void {
  map.set(name, (map.get(name) ?? new Set()).add(agency))
}

/** The register of a scope by all names that an agency goes by. */
class Names {
  readonly #byId: ReadonlyMap<string, ScopeAgency>
  /** By the plain name, whole or without the places in front. */
  readonly #whole = new Map<string, Set<ScopeAgency>>()
  readonly #short = new Map<string, Set<ScopeAgency>>()
  /** Governments that are registered by the name of their office. */
  readonly #offices = new Map<string, Set<ScopeAgency>>()

  constructor(scope: readonly ScopeAgency[]) {
    this.#byId = new Map(scope.map((agency) => [agency.id, agency]))
    for (const agency of scope) {
      const plain = plainName(agency.name)
      for (const [index, name] of shortNames(plain).entries()) enter(index === 0 ? this.#whole : this.#short, name, agency)
      if (GOVERNMENTS.has(agency.level) && OFFICE.test(plain)) enter(this.#offices, plain.replace(OFFICE, ''), agency)
    }
  }

  /** All agencies that any of the names may mean; of several for one name, those in the folders around it. */
  find(names: readonly string[], around: readonly (readonly ScopeAgency[])[] = []): readonly ScopeAgency[] {
    const found = new Set<ScopeAgency>()
    for (const name of names) {
      const agencies = this.#named(name)
      const within = around.map((folder) => agencies.filter((agency) => folder.some(({ id }) => agency.id === id || agency.ancestors.includes(id)))).find(({ length }) => length === 1)
      for (const agency of within ?? agencies) found.add(agency)
    }
    return [...found]
  }

  #named(name: string): ScopeAgency[] {
    const byId = this.#byId.get(name)
    if (byId !== undefined) return [byId]
    const [plain = '', ...shorter] = shortNames(plainName(name))
    const exact = this.#whole.get(plain) ?? this.#offices.get(plain) ?? this.#short.get(plain)
    if (exact !== undefined) return [...exact]
    for (const short of shorter) {
      const places = plain.slice(0, plain.length - short.length)
      // Where the register names no place at all, that of the report must be the one above the agency.
      const placed = shortNames(short).length > 1
      const agencies = [...(this.#whole.get(short) ?? [])].filter(({ ancestors }) => placed || ancestors.some((id) => this.#isIn(id, places)))
      if (agencies.length > 0) return agencies
    }
    return []
  }

  #isIn(ancestor: string, places: string): boolean {
    const above = this.#byId.get(ancestor)?.name
    const nearest = shortNames(`${places}某`).at(-1)?.slice(0, -1) ?? places
    return above !== undefined && fold(above).includes(nearest)
  }
}

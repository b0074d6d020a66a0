import type { Report } from '../report/index.ts'
import { agencyKey, isSameAgency, narrativeOf, Neighbours, type Signature, signatureOf } from '../similarity/index.ts'

/** Files with which one is compared, as `Companions` knows them. */
export interface CompanionFiles {
  /** The same agency's report of the year before. */
  readonly history: string | null
  /** Other agencies' reports of the same year that are alike, nearest first. */
  readonly peers: readonly string[]
}

interface Known {
  readonly file: string
  readonly agency: string | null
  readonly year: number | null
  readonly signature: Signature | null
  readonly figures: string
}

/** More are only counted as a text that was handed out. */
const MOST_PEERS = 4

/** The reports of one run: finds for each those that it is to be compared with, keeping little of any. */
export class Companions {
  readonly #known = new Map<string, Known>()
  readonly #years = new Map<number, Neighbours<string>>()
  /** By year and the end of the agency's name. */
  readonly #filed = new Map<string, Known[]>()

  add(file: string, report: Report): void {
    const { agency, year } = report
    const signature = signatureOf(narrativeOf(report))
    const known = { file, agency, year, signature, figures: figuresOf(report) }
    this.#known.set(file, known)
    if (year === null) return
    if (agency !== null) {
      const key = filingKey(agency, year)
      this.#filed.set(key, [...(this.#filed.get(key) ?? []), known])
    }
    if (signature === null) return
    const neighbours = this.#years.get(year) ?? new Neighbours<string>()
    this.#years.set(year, neighbours)
    neighbours.add(file, signature)
  }

  of(file: string): CompanionFiles {
    const own = this.#known.get(file)
    if (own === undefined || own.year === null) return { history: null, peers: [] }
    return { history: this.#before(own, own.year - 1), peers: this.#alike(own, own.year) }
  }

  /** Of several reports of that year the last one added. */
  #before({ agency }: Known, year: number): string | null {
    if (agency === null) return null
    const filed = this.#filed.get(filingKey(agency, year)) ?? []
    return filed.findLast((other) => other.agency !== null && isSameAgency(agency, other.agency))?.file ?? null
  }

  #alike({ file, signature, ...own }: Known, year: number): string[] {
    if (signature === null) return []
    const alike = this.#years.get(year)?.alike(file, signature) ?? []
    return alike.filter((other) => !isSameFiling(own, this.#known.get(other))).slice(0, MOST_PEERS)
  }
}

/** Versions of one report, or the same one in another format. Where one names no agency, equal figures tell. */
function isSameFiling(a: Pick<Known, 'agency' | 'figures'>, b: Known | undefined): boolean {
  if (b === undefined) return true
  return a.agency !== null && b.agency !== null ? isSameAgency(a.agency, b.agency) : a.figures === b.figures
}

const filingKey = (agency: string, year: number): string => `${year} ${agencyKey(agency)}`

const figuresOf = ({ tables }: Report): string =>
  Object.values(tables).flatMap(({ rows }) => Object.values(rows).flatMap((row) => Object.values(row).map(({ raw }) => raw.trim()))).join(' ')

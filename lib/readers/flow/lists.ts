import { numeral } from './numerals.ts'

export interface Level {
  start: number
  format: string
  /** `%1、`, `（%2）`. */
  text: string
  /** Starts anew after a level above this one (counting from 1); 0 never. */
  restart?: number
  /** All numbers in it in Arabic digits. */
  legal?: boolean
  /** The paragraph style that stands for this level. */
  style?: string
}
export type Levels = Map<number, Level>

export interface List {
  abstract: string
  readonly startOverrides: Map<number, number>
  readonly levels: Levels
  started: boolean
}

const MAX_LEVEL = 8
const MAX_VALUE = 1_000_000

/** The automatic numbers of a document: they are shown, but stand nowhere in its text. */
export class Lists {
  readonly abstracts = new Map<string, Levels>()
  readonly lists = new Map<string, List>()
  /** By abstract list: what its levels have counted. Lists that share an abstract one count on together. */
  readonly #counters = new Map<string, Map<number, number>>()

  /** The level of a list that stands for a paragraph style; 0 if none says so. */
  levelOfStyle(list: string, style: string | undefined): number {
    const levels = this.abstracts.get(this.lists.get(list)?.abstract ?? '')
    for (const [at, level] of levels ?? []) if (style !== undefined && level.style === style) return at
    return 0
  }

  /** Counts one paragraph. @returns what is shown before it; undefined for bullets, and where it is not certain. */
  next(id: string, at: number): string | undefined {
    const list = this.lists.get(id)
    if (!list || !(at >= 0 && at <= MAX_LEVEL)) return undefined
    const counters = this.#counters.get(list.abstract) ?? new Map<number, number>()
    this.#counters.set(list.abstract, counters)
    if (!list.started) for (const [level, start] of list.startOverrides) counters.set(level, start - 1)
    list.started = true
    counters.set(at, Math.min((counters.get(at) ?? this.#startOf(list, at) - 1) + 1, MAX_VALUE))
    for (const deeper of counters.keys()) {
      const restart = this.#level(list, deeper)?.restart ?? deeper
      if (deeper > at && at < restart) counters.delete(deeper)
    }
    return this.#shown(list, at, counters)
  }

  #shown(list: List, at: number, counters: ReadonlyMap<number, number>): string | undefined {
    const level = this.#level(list, at)
    if (!level || level.format === 'bullet') return undefined
    const parts = level.text.split(/%([1-9])/).map((part, index) => (index % 2 === 0 ? part : this.#value(list, level, Number(part) - 1, counters)))
    const text = parts.includes(undefined) ? '' : parts.join('').trim()
    return text === '' ? undefined : text
  }

  /** What a level has counted, as it is shown within the text of `within`. */
  #value(list: List, within: Level, at: number, counters: ReadonlyMap<number, number>): string | undefined {
    const format = within.legal ? 'decimal' : (this.#level(list, at)?.format ?? 'decimal')
    return numeral(counters.get(at) ?? this.#startOf(list, at), format)
  }

  #level(list: List, at: number): Level | undefined {
    return list.levels.get(at) ?? this.abstracts.get(list.abstract)?.get(at)
  }

  #startOf(list: List, at: number): number {
    return list.startOverrides.get(at) ?? this.#level(list, at)?.start ?? 1
  }
}

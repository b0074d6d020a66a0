import { attribute } from './elements.ts'
import type { Element } from './tree.ts'

const DIGITS = '一二三四五六七八九'

function inChinese(value: number): string | undefined {
  if (value < 1 || value > 99) return undefined
  const [tens, ones] = [Math.floor(value / 10), value % 10]
  return `${tens > 1 ? (DIGITS[tens - 1] ?? '') : ''}${tens > 0 ? '十' : ''}${ones > 0 ? (DIGITS[ones - 1] ?? '') : ''}、`
}

const inLetters = (value: number, first: string) =>
  value >= 1 && value <= 26 ? `${String.fromCharCode(first.charCodeAt(0) + value - 1)}.` : undefined

/** The numbers that a browser shows before the items of ordered lists. */
export class ListNumbers {
  readonly #last = new Map<Element, number>()

  /** @returns what is shown before the item; undefined for bullets and for styles that are not known for certain. */
  next(item: Element): string | undefined {
    const list = item.parentNode
    if (!list || !('tagName' in list) || list.tagName !== 'ol') return undefined
    const before = this.#last.get(list) ?? Number.parseInt(attribute(list, 'start') ?? '1', 10) - 1
    const value = Number.parseInt(attribute(item, 'value') ?? String(before + 1), 10)
    if (!Number.isSafeInteger(value)) return undefined
    this.#last.set(list, value)
    return numeral(value, list)
  }
}

function numeral(value: number, list: Element): string | undefined {
  const style = /list-style(?:-type)?\s*:[^;]*?([a-z-]+)\s*(?:;|$)/i.exec(attribute(list, 'style') ?? '')?.[1]?.toLowerCase()
  switch (style ?? attribute(list, 'type') ?? 'decimal') {
    case 'decimal':
    case '1':
      return `${value}.`
    case 'cjk-ideographic':
    case 'simp-chinese-informal':
    case 'trad-chinese-informal':
    case 'japanese-informal':
      return inChinese(value)
    case 'lower-alpha':
    case 'lower-latin':
    case 'a':
      return inLetters(value, 'a')
    case 'upper-alpha':
    case 'upper-latin':
    case 'A':
      return inLetters(value, 'A')
    default:
      return undefined
  }
}

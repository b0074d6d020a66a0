import type { Cell } from '../report/index.ts'

const INVISIBLE = /<br\s*\/?>|[\s\u00ad\u200b-\u200f\u2060\ufeff]+/gi
const NOT_APPLICABLE = /^(?:[/\\]+|[-‐-―−—]+|无|不适用|不涉及|N\/A)$/i
const PLAIN = /^[+-]?(?:0|[1-9]\d*)(?:\.\d+)?$/
const THOUSANDS = /^[+-]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?$/
/** A number, then its unit and a remark, or one of both. 元 and 万 are no units: they change the amount. */
const ANNOTATED = /^([+-]?(?:0|[1-9]\d*)(?:\.\d+)?)(?:件次|人次|万元|[件条项次起份宗例个封部])?(?:\(.*\)|\[.*\]|【.*】|〔.*〕)?$/

/** What a cell says: its kind, and the number where it holds one. */
export type Reading = Pick<Cell, 'kind' | 'value'>

const text: Reading = { kind: 'text', value: null }

function numeric(kind: 'number' | 'annotated', digits: string): Reading {
  const value = Number(digits)
  return Math.abs(value) <= Number.MAX_SAFE_INTEGER ? { kind, value: value === 0 ? 0 : value } : text
}

/**
 * Reads the text of one cell. Only what can be one number alone is a number: `1 2`, `007` and `000` are text,
 * since the first may be two cells and the others are none.
 */
export function readNumber(raw: string): Reading {
  const code = raw.charCodeAt(0)
  if (raw.length === 1 && code >= 48 && code <= 57) return { kind: 'number', value: code - 48 }
  if (PLAIN.test(raw)) return numeric('number', raw)
  const trimmed = raw.trim()
  if (/\d\s+[\d.]/.test(trimmed.normalize('NFKC'))) return text
  const plain = trimmed.normalize('NFKC').replace(INVISIBLE, '').replace(/^[−–—](?=\d)/, '-')
  if (plain === '') return { kind: 'blank', value: null }
  if (PLAIN.test(plain)) return numeric('number', plain)
  if (NOT_APPLICABLE.test(plain)) return { kind: 'notApplicable', value: null }
  if (THOUSANDS.test(plain)) return numeric('number', plain.replaceAll(',', ''))
  const annotated = ANNOTATED.exec(plain)
  return annotated?.[1] === undefined ? text : numeric('annotated', annotated[1])
}

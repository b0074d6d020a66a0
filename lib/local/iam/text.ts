import { type Context, valuesOf } from './context.ts'

/**
 * The texts of a policy: with wildcards and variables.
 * Source: AWS IAM User Guide, “IAM policy elements: Variables and tags”, “IAM JSON policy elements: Resource”.
 */

/** Whether a text of a policy means `value` in a request with this context. */
export type Matcher = (value: string, context: Context) => boolean

/**
 * `exact`: `*` and `?` are themselves. `wild`: they are wildcards. `arn`: they are, and reach beyond none of the first five colons.
 * `caseless` is `wild` with upper and lower case the same.
 */
export type Style = 'exact' | 'wild' | 'arn' | 'caseless'

type Part = { readonly literal: string } | { readonly wildcard: '*' | '?' } | { readonly key: string; readonly fallback: string | null }

const PARTS = /\$\{([*?$])\}|\$\{([^}',]+?)(?:\s*,\s*'([^']*)')?\}|([*?])|((?:[^$*?]|\$(?!\{))+)|(.)/gs

export function matcher(text: string, style: Style): Matcher {
  const parts = split(text)
  const flags = style === 'caseless' ? 'isu' : 'su'
  if (!parts.some((part) => 'key' in part)) {
    const pattern = new RegExp(source(parts, style, {}) ?? '', flags)
    return (value) => pattern.test(value)
  }
  return (value, context) => {
    const pattern = source(parts, style, context)
    return pattern !== null && new RegExp(pattern, flags).test(value)
  }
}

/** The keys of the variables in a text. */
export const variablesIn = (text: string): string[] => split(text).flatMap((part) => ('key' in part ? [part.key] : []))

const escape = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&')

const split = (text: string): Part[] =>
  [...text.matchAll(PARTS)].map(([, escaped, key, fallback, wildcard, literal, other]): Part => {
    if (key !== undefined) return { key, fallback: fallback ?? null }
    if (wildcard === '*' || wildcard === '?') return { wildcard }
    return { literal: escaped ?? literal ?? other ?? '' }
  })

/** Null: a variable has no value, or more than one; then the text means nothing at all. */
function source(parts: readonly Part[], style: Style, context: Context): string | null {
  let colons = 0
  let pattern = ''
  for (const part of parts) {
    if ('wildcard' in part) {
      const any = style === 'arn' && colons < 5 ? '[^:]' : '.'
      pattern += style === 'exact' ? escape(part.wildcard) : part.wildcard === '*' ? `${any}*` : any
      continue
    }
    const literal = 'key' in part ? (single(context, part.key) ?? part.fallback) : part.literal
    if (literal === null) return null
    colons += literal.split(':').length - 1
    pattern += escape(literal)
  }
  return `^${pattern}$`
}

function single(context: Context, key: string): string | null {
  const [value, ...others] = valuesOf(context, key) ?? []
  return value === undefined || others.length > 0 ? null : value
}

import { DESTRUCTIVE_LAYOUTS } from './destructive.ts'
import { HTML_LAYOUTS } from './html.ts'
import type { Layout } from './layout.ts'
import { MARKDOWN_LAYOUTS } from './markdown.ts'
import { TEXT_LAYOUTS } from './text.ts'

export type { Layout } from './layout.ts'
export { DESTRUCTIVE_LAYOUTS, HTML_LAYOUTS }

/** Every layout from which the whole report can be read again. */
export const LAYOUTS: readonly Layout[] = [...TEXT_LAYOUTS, ...MARKDOWN_LAYOUTS, ...HTML_LAYOUTS]

export function layoutNamed(name: string): Layout {
  const found = [...LAYOUTS, ...DESTRUCTIVE_LAYOUTS].find((layout) => layout.name === name)
  if (!found) throw new Error(`no layout is called ${name}`)
  return found
}

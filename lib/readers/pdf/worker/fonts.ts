import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import * as z from 'zod'
import { type Font, type FontGlyph, NO_FONT } from '../text.ts'

const Loaded = z.object({
  vertical: z.boolean().catch(false),
  fontMatrix: z.array(z.number()).optional().catch(undefined),
  missingFile: z.boolean().catch(false),
  composite: z.boolean().catch(false),
})

/** The fonts of a page, by the names that its operators call them. */
export function fontsOf(page: PDFPageProxy): (name: string) => Font {
  const fonts = new Map<string, Font>()
  return (name) => {
    const known = fonts.get(name) ?? load(page, name)
    fonts.set(name, known)
    return known
  }
}

function load(page: PDFPageProxy, name: string): Font {
  if (!page.commonObjs.has(name)) return NO_FONT
  const loaded = Loaded.safeParse(page.commonObjs.get(name))
  if (!loaded.success) return NO_FONT
  const { vertical, fontMatrix, missingFile, composite } = loaded.data
  return { vertical, unit: fontMatrix?.[0] ?? 0.001, isUnknown: composite && !missingFile ? isBareCode : () => false }
}

/**
 * In an embedded font that numbers its characters as it likes, what the file maps to no character comes out as the
 * character of that number: some other one.
 */
const isBareCode = ({ unicode, code }: FontGlyph): boolean => code !== null && unicode === String.fromCharCode(code) && code >= 0x20

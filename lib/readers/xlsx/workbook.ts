import { attribute, parseXml } from '../ooxml/xml.ts'

interface SheetEntry {
  readonly name: string
  /** The relationship to its part. */
  readonly id: string
  readonly hidden: boolean
}
export interface Workbook {
  readonly sheets: readonly SheetEntry[]
  readonly from1904: boolean
}

export function readWorkbook(source: string): Workbook {
  const sheets: SheetEntry[] = []
  let from1904 = false
  parseXml(source, {
    open(name, attributes) {
      if (name === 'workbookPr') from1904 = ['1', 'true', 'on'].includes(attribute(attributes, 'date1904') ?? '')
      else if (name === 'sheet') {
        const state = attribute(attributes, 'state') ?? 'visible'
        sheets.push({ name: attribute(attributes, 'name') ?? '', id: relationshipId(attributes), hidden: state !== 'visible' })
      }
    },
    close() {},
  })
  return { sheets, from1904 }
}

/** `r:id` under whatever prefix; never `sheetId`. */
const relationshipId = (attributes: Readonly<Record<string, string>>): string =>
  Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? ''

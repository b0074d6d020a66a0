import { attribute, parseXml } from '../ooxml/xml.ts'
import { BUILT_IN, type CellStyle } from '../sheets/style.ts'

const SIDES = new Set(['left', 'right', 'top', 'bottom', 'start', 'end'])

/** The styles of a workbook in the order in which cells refer to them. */
export function readStyles(source: string): CellStyle[] {
  const formats = new Map<number, string>()
  const borders: boolean[] = []
  const styles: { format: number; border: number }[] = []
  let group = ''
  parseXml(source, {
    open(name, attributes) {
      if (name === 'numFmt') formats.set(Number(attribute(attributes, 'numFmtId')), attribute(attributes, 'formatCode') ?? '')
      else if (name === 'borders' || name === 'cellXfs' || name === 'dxfs' || name === 'cellStyleXfs') group = name
      else if (group === 'borders' && name === 'border') borders.push(false)
      else if (group === 'borders' && SIDES.has(name)) borders[borders.length - 1] ||= (attribute(attributes, 'style') ?? 'none') !== 'none'
      else if (group === 'cellXfs' && name === 'xf')
        styles.push({ format: Number(attribute(attributes, 'numFmtId') ?? 0), border: Number(attribute(attributes, 'borderId') ?? 0) })
    },
    close() {},
  })
  return styles.map(({ format, border }) => ({ format: formats.get(format) ?? BUILT_IN[format] ?? '', hasBorder: borders[border] ?? false }))
}

import { attribute, parseXml } from '../ooxml/xml.ts'

/** What a cell's style says about how it is shown. */
export interface CellStyle {
  /** Format code; '' for the general one. */
  readonly format: string
  readonly hasBorder: boolean
}

/** Formats that every Excel knows by number (ECMA-376, 18.8.30; 27 and above as in Chinese Excel). */
const BUILT_IN: Readonly<Record<number, string>> = {
  9: '0%', 10: '0.00%', 14: 'yyyy/m/d', 15: 'd-mmm-yy', 16: 'd-mmm', 17: 'mmm-yy', 18: 'h:mm AM/PM', 19: 'h:mm:ss AM/PM',
  20: 'h:mm', 21: 'h:mm:ss', 22: 'yyyy/m/d h:mm', 45: 'mm:ss', 46: '[h]:mm:ss', 47: 'mm:ss',
  27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: 'm-d-yy', 31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"',
  36: 'yyyy"年"m"月"', 50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}
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

/** What a cell's style says about how it is shown. */
export interface CellStyle {
  /** Format code; '' for the general one. */
  readonly format: string
  readonly hasBorder: boolean
}

/** Formats that every Excel knows by number (ECMA-376, 18.8.30; 27 and above as in Chinese Excel). */
export const BUILT_IN: Readonly<Record<number, string>> = {
  9: '0%', 10: '0.00%', 14: 'yyyy/m/d', 15: 'd-mmm-yy', 16: 'd-mmm', 17: 'mmm-yy', 18: 'h:mm AM/PM', 19: 'h:mm:ss AM/PM',
  20: 'h:mm', 21: 'h:mm:ss', 22: 'yyyy/m/d h:mm', 45: 'mm:ss', 46: '[h]:mm:ss', 47: 'mm:ss',
  27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: 'm-d-yy', 31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"',
  36: 'yyyy"年"m"月"', 50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}

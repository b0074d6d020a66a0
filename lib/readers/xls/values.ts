/** A number packed into four bytes ([MS-XLS] 2.5.217 RkNumber): part of a double or an integer, perhaps in hundredths. */
export function smallNumber(data: Buffer, at: number): number {
  const packed = data.readInt32LE(at)
  const value = packed & 2 ? packed >> 2 : upperHalf(packed & ~3)
  return packed & 1 ? value / 100 : value
}

function upperHalf(bits: number): number {
  const double = Buffer.alloc(8)
  double.writeInt32LE(bits, 4)
  return double.readDoubleLE(0)
}

const ERRORS: Readonly<Record<number, string>> = { 0: '#NULL!', 7: '#DIV/0!', 15: '#VALUE!', 23: '#REF!', 29: '#NAME?', 36: '#NUM!', 42: '#N/A' }

export const errorText = (code: number): string => ERRORS[code] ?? '#N/A'
export const truthText = (value: number): string => (value === 0 ? 'FALSE' : 'TRUE')

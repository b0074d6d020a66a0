import { sniff } from '../readers/sniff.ts'
import type { RegisterRows } from './rows.ts'
import { readCsv } from './csv.ts'
import { readWorkbook } from './xlsx.ts'

/** 200,000 rows of CSV have a third of it; a workbook also ends where `LIMITS` does. */
const MOST_BYTES = 64 * 1024 * 1024

/** A province with all its townships has a tenth of it. */
const MOST_AGENCIES = 200_000

/** Reads a register from a file, CSV or Excel, told apart by content. @param most as many agencies may be in it */
export function readRegister(bytes: Uint8Array, most = MOST_AGENCIES): RegisterRows {
  if (bytes.length > MOST_BYTES) return refused(`文件有 ${Math.ceil(bytes.length / 1024 / 1024)} MB，超过 ${MOST_BYTES / 1024 / 1024} MB 的上限。请把名录分成几个文件，先导入上级单位。`)
  const kind = sniff(bytes)
  if (kind?.id === 'encrypted') return refused('文件设有打开密码，无法读取。请去掉密码后另存一份，再重新导入。')
  if (kind !== null && kind.id !== 'xlsx' && kind.id !== 'xls') return refused(`这是${kind.name}，不是单位名录。名录要用 CSV 或 Excel（.xlsx）文件；请用 Excel 或 WPS 另存后再导入。`)
  return kind === null ? readCsv(bytes, most) : readWorkbook(bytes, kind.id === 'xls' ? 'xls' : 'xlsx', most)
}

const refused = (message: string): RegisterRows => ({ rows: [], placed: [], problems: [{ row: 1, message }] })

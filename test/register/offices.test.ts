import * as XLSX from '@e965/xlsx'
import { describe, expect, test } from 'vitest'
import { csvLine } from '../../lib/register/csv-line.ts'
import { readRegister } from '../../lib/register/read.ts'
import { encode, ENCODINGS } from '../support/encode.ts'

/** Registers as they come from offices: each is taken right, or told in Chinese which row is wrong. */

const COUNTY = { id: 'xinghu', name: '星湖县人民政府办公室', level: 'county', supervisor: null, emails: ['office@xinghu.example'], deadline: null, from: null, to: null }
const TOWN = { id: 'yunqiao', name: '云桥镇人民政府', level: 'township', supervisor: 'xinghu', emails: ['a@yq.example', 'b@yq.example'], deadline: '02-15', from: 2021, to: 2024 }
const GRID = [
  ['单位编号', '单位名称', '级别', '主管部门', '邮箱', '截止日期', '起始年度', '终止年度'],
  ['xinghu', '星湖县人民政府办公室', '县级政府', '', 'office@xinghu.example', '', '', ''],
  ['yunqiao', '云桥镇人民政府', '乡镇街道', 'xinghu', 'a@yq.example;b@yq.example', '02-15', '2021', '2024'],
]
type Grid = readonly (readonly (string | number | null)[])[]
const text = (grid: Grid, delimiter = ',', end = '\n') => grid.map((row) => row.map((cell) => (String(cell ?? '').includes(delimiter) ? `"${cell}"` : cell)).join(delimiter)).join(end)
const agencies = (bytes: Uint8Array) => {
  const { rows, problems } = readRegister(bytes)
  expect(problems).toEqual([])
  return rows.map(({ agency }) => agency)
}
const told = (bytes: Uint8Array) => readRegister(bytes).problems.map(({ row, message }) => `${row} ${message}`).join('\n')

describe('CSV', () => {
  test.each<[string, Uint8Array]>([
    ...ENCODINGS.map((encoding): [string, Uint8Array] => [encoding.name, encode(text(GRID, ',', '\r\n'), encoding)]),
    ['old line ends', Buffer.from(text(GRID, ',', '\r'))],
    ['“Unicode text” of Excel', Buffer.from(`\uFEFF${text(GRID, '\t', '\r\n')}`, 'utf16le')],
    ['semicolons', Buffer.from(text(GRID, ';'))],
    ['tabs', Buffer.from(text(GRID, '\t'))],
    ['full-width commas', Buffer.from(text(GRID, '，'))],
    ['a note for Excel in front', Buffer.from(`sep=;\n${text(GRID, ';')}`)],
    ['empty rows and columns at the end', Buffer.from(`${text(GRID.map((row) => [...row, '', '']))}\n,,,,,,,,,\n,,,,,,,,,\n\n`)],
    ['a title and its date above', Buffer.from(`星湖县政务公开单位名录,,,,,,,\n填报日期：2026年1月,,,,,,,\n${text(GRID)}`)],
    ['the header again in the middle', Buffer.from(text([...GRID.slice(0, 2), GRID[0] ?? [], ...GRID.slice(2)]))],
    ['headings with marks and notes', Buffer.from(`*单位编号（必填）,单位 名称,行政级别,上级单位编号（没有的留空）,电子邮箱：,报送截止日期,起始年度,终止年度\n${text(GRID.slice(1))}`)],
    ['headings of the export', Buffer.from(`id,name,level,supervisor,emails,deadline,from,to\n${text(GRID.slice(1))}`)],
    ['columns that nobody asked for', Buffer.from(text(GRID.map((row, index) => [index === 0 ? '序号' : index, ...row, index === 0 ? '备注' : '无'])))],
  ])('%s', (_name, bytes) => {
    expect(agencies(bytes)).toEqual([COUNTY, TOWN])
  })

  test('full-width letters, digits, separators and blanks are the common ones; names stay as they are', () => {
    const row = 'ｙｕｎｑｉａｏ,　云桥镇人民政府（本级）　,ｔｏｗｎｓｈｉｐ,ｘｉｎｇｈｕ,ａ＠ｙｑ.example；b@yq.example、c@yq.example，d@yq.example e@yq.example,０２－１５,２０２１年,2024年度'
    expect(agencies(Buffer.from(`${text([GRID[0] ?? []])}\n${row}`))).toEqual([
      { ...TOWN, name: '云桥镇人民政府（本级）', emails: ['a@yq.example', 'b@yq.example', 'c@yq.example', 'd@yq.example', 'e@yq.example'] },
    ])
  })

  test('line breaks within cells: names go on, addresses are parted; rows count as in a spreadsheet', () => {
    const { rows, problems } = readRegister(Buffer.from(`${text([GRID[0] ?? []])}\nyunqiao,"云桥镇\n人民政府",township,,"a@yq.example\nb@yq.example",,,\nbad id,甲,镇,,,,,`))
    expect(rows[0]?.agency).toMatchObject({ name: '云桥镇人民政府', emails: ['a@yq.example', 'b@yq.example'] })
    expect(problems.map(({ row }) => row)).toEqual([3])
  })

  test.each([
    ['province', '省', '省级', '自治区', '省级政府'],
    ['city', '市', '市级', '地级市', '设区的市', '自治州'],
    ['county', '县', '县级', '区', '县（区）级', '县级市', '旗'],
    ['township', '乡', '镇', '街道', '乡镇', '乡镇级', '街道办事处', '乡镇（街道）', '乡（镇）'],
    ['department', '部门', '县直部门', '市级部门', '政府工作部门'],
    ['ministry', '国务院部门', '中央'],
  ])('level %s', (level, ...words) => {
    const rows = agencies(Buffer.from(`id,name,level,supervisor,emails\n${words.map((word, index) => `a${index},甲,${word},,`).join('\n')}`))
    expect(rows.map((agency) => agency.level)).toEqual(words.map(() => level))
  })

  test.each([
    ['2月15日'], ['2-15'], ['02/15'], ['2.15'], ['2026-02-15'], ['2026/2/15'], ['2026年2月15日'], ['2026-02-15 00:00:00'],
  ])('deadline %s', (deadline) => {
    expect(agencies(Buffer.from(`id,name,level,supervisor,emails,deadline\na,甲,县,,,${deadline}`))[0]?.deadline).toBe('02-15')
  })

  test('a supervisor may be named where the file has one agency of that name', () => {
    const file = (...rows: string[]) => Buffer.from(['编号,单位,层级,主管单位,电子邮件', ...rows].join('\n'))
    expect(agencies(file('xinghu,星湖县人民政府办公室,县,,', 'yq,云桥镇,镇,星湖县人民政府办公室,')).map(({ supervisor }) => supervisor)).toEqual([null, 'xinghu'])
    expect(told(file('a,某某办,县,,', 'b,某某办,县,,', 'c,云桥镇,镇,某某办,'))).toMatch(/^4 主管部门“某某办”在文件里不止一个/)
    expect(told(file('c,云桥镇,镇,星湖县,'))).toMatch(/^2 主管部门“星湖县”不是有效的编号，也不是文件里的单位名称/)
  })

  test.each<[string, string, RegExp]>([
    ['an empty file', '', /没有找到完整的列名.*id、name、level、supervisor、emails/],
    ['another table', '姓名,电话\n张某,1', /没有找到完整的列名/],
    ['a column twice', '编号,单位名称,级别,主管部门,邮箱,邮箱\na,甲,县,,,', /“邮箱”出现了不止一次/],
    ['a serial number for a day', 'id,name,level,supervisor,emails,deadline\na,甲,县,,,46068', /^2 截止日期“46068”不正确/],
    ['a day for a year', 'id,name,level,supervisor,emails,from\na,甲,县,,,2022/1/1', /^2 起始年度“2022\/1\/1”不正确/],
    ['a wrong day', 'id,name,level,supervisor,emails,deadline\na,甲,县,,,2月30日', /^2 截止日期“2月30日”不正确/],
    ['a mark that turns text', 'id,name,level,supervisor,emails\na,甲\u202E乙,县,,', /^2 单位名称“甲�乙”里有看不见的控制字符/],
    ['a bell', 'id,name,level,supervisor,emails\na,甲\u0007\u001B[31m乙,县,,', /^2 单位名称“甲��\[31m乙”/],
    ['a lost character', 'id,name,level,supervisor,emails\na,锟斤拷,县,,', /没能识别的字/],
    ['a formula for an address', 'id,name,level,supervisor,emails\na,甲,县,,+1@x.example', /^2 邮件地址“\+1@x\.example”不正确/],
    ['a very long name', `id,name,level,supervisor,emails\na,${'甲'.repeat(101)},县,,`, /^2 单位名称“甲{60}……”超过100个字/],
    ['a quote without end', 'id,name,level,supervisor,emails\na,"甲,县,,', /^2 这一行的引号不成对/],
    ['everything wrong in one row', 'id,name,level,supervisor,emails,deadline,from,to\n-,,村,?,x,y,z,1999', /编号.*\n.*单位名称.*\n.*级别.*\n.*主管部门.*\n.*邮件地址.*\n.*截止日期.*\n.*起始年度.*\n.*终止年度/],
    ['a web page', '<html><body><table><tr><td>编号</td></tr></table></body></html>', /^1 这是网页/],
  ])('%s is told', (_name, file, words) => {
    expect(told(Buffer.from(file))).toMatch(words)
  })

  test('more than 200,000 rows are refused before any is looked at', () => {
    expect(told(Buffer.from(`id,name,level,supervisor,emails\n${'-,,,,\n'.repeat(200_001)}`))).toMatch(/^1 名录有200001个单位，一次最多导入200000个/)
  })

  test('files of another kind are told by their kind', () => {
    expect(told(Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj'))).toMatch(/^1 这是PDF 文件，不是单位名录/)
    expect(told(Buffer.from([0, 1, 2, 3, 0, 0, 0, 7]))).toMatch(/^1 文件里的文字无法识别/)
  })

  test('what a spreadsheet would calculate is exported as text, and comes back as it was', () => {
    const agency = { ...COUNTY, name: "=cmd|' /C calc'!A0", level: 'county' as const, ancestors: [] }
    const line = csvLine(agency)
    expect(line).toBe("xinghu,'=cmd|' /C calc'!A0,county,,office@xinghu.example,,,\n")
    expect(agencies(Buffer.from(`id,name,level,supervisor,emails,deadline,from,to\n${line}`))[0]?.name).toBe(agency.name)
  })
})

describe('Excel', () => {
  type Sheets = Readonly<Record<string, { readonly grid: Grid; readonly more?: Partial<XLSX.WorkSheet>; readonly change?: (sheet: XLSX.WorkSheet) => void }>>
  const workbook = (sheets: Sheets, bookType: 'xlsx' | 'biff8' = 'xlsx') => {
    const book = XLSX.utils.book_new()
    for (const [name, { grid, more = {}, change }] of Object.entries(sheets)) {
      const sheet = Object.assign(XLSX.utils.aoa_to_sheet(grid.map((row) => [...row])), more)
      change?.(sheet)
      XLSX.utils.book_append_sheet(book, sheet, name)
    }
    return Buffer.from(XLSX.write(book, { type: 'array', bookType }) as ArrayBuffer)
  }
  const merge = (...ranges: string[]) => ({ '!merges': ranges.map((range) => XLSX.utils.decode_range(range)) })

  test.each<[string, Buffer]>([
    ['.xlsx', workbook({ 名录: { grid: GRID } })],
    ['.xls', workbook({ 名录: { grid: GRID } }, 'biff8')],
    ['a title over all columns, an empty row', workbook({ 名录: { grid: [['星湖县单位名录'], [], ...GRID], more: merge('A1:H1') } })],
    ['a sheet of notes in front', workbook({ 填表说明: { grid: [['一、编号不得重复'], ['二、邮箱必填']] }, 名录: { grid: GRID } })],
    ['a list on each of two sheets', workbook({ 县级: { grid: GRID.slice(0, 2) }, 乡镇: { grid: [GRID[0] ?? [], GRID[2] ?? []] } })],
    ['a header of two rows', workbook({ 名录: { grid: [['单位编号', '单位名称', '级别', '主管部门', '邮箱', '截止日期', '报送年度', ''], ['', '', '', '', '', '', '起始年度', '终止年度'], ...GRID.slice(1)], more: merge('A1:A2', 'B1:B2', 'C1:C2', 'D1:D2', 'E1:E2', 'F1:F2', 'G1:H1') } })],
  ])('%s', (_name, bytes) => {
    expect(agencies(bytes)).toEqual([COUNTY, TOWN])
  })

  test('a supervisor merged over several rows is that of each', () => {
    const grid = [GRID[0] ?? [], GRID[1] ?? [], ['t1', '甲镇', '镇', 'xinghu', ''], ['t2', '乙镇', '镇', '', ''], ['t3', '丙镇', '镇', '', '']]
    expect(agencies(workbook({ 名录: { grid, more: merge('D3:D5') } })).map(({ supervisor }) => supervisor)).toEqual([null, 'xinghu', 'xinghu', 'xinghu'])
  })

  test('numbers, days and zeros in front as the sheet shows them', () => {
    const grid = [GRID[0] ?? [], [1, '甲县', '县', null, '', null, 2021, 2024], [2, '乙镇', '镇', 1, '', 46068, 2021, null]]
    const change = (sheet: XLSX.WorkSheet) => {
      for (const address of ['A2', 'A3', 'D3']) sheet[address] = { ...(sheet[address] as XLSX.CellObject), z: '000' }
      sheet['F3'] = { ...(sheet['F3'] as XLSX.CellObject), z: 'm"月"d"日"' }
    }
    expect(agencies(workbook({ 名录: { grid, change } }))).toMatchObject([
      { id: '001', supervisor: null, from: 2021, to: 2024 },
      { id: '002', supervisor: '001', deadline: '02-15', from: 2021, to: null },
    ])
  })

  test('hidden rows and formulas without results are no guess of ours', () => {
    const rows = [{}, {}, { hidden: true }]
    expect(told(workbook({ 名录: { grid: GRID, more: { '!rows': rows } } }))).toMatch(/^3 第3行是隐藏的/)
    const change = (sheet: XLSX.WorkSheet) => (sheet['B3'] = { t: 'n', f: 'A1&A2' })
    expect(told(workbook({ 名录: { grid: GRID, change: (sheet) => void change(sheet) } }))).toMatch(/^3 这一行有公式没有保存计算结果/)
  })

  test('problems of several sheets say in which', () => {
    const twice = workbook({ 县直: { grid: GRID }, 乡镇: { grid: [GRID[0] ?? [], ['bad id', '甲', '镇', '', '']] } })
    expect(told(twice)).toMatch(/^2 工作表“乡镇”：编号“bad id”/)
  })
})

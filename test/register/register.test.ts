import * as XLSX from '@e965/xlsx'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { importAgencies } from '../../lib/register/import.ts'
import { exportRegister } from '../../lib/register/export.ts'
import { readRegister } from '../../lib/register/read.ts'
import { agencyHistory, findAgencies, findAgency } from '../../lib/store/agency.ts'
import { startTable } from '../support/aws.ts'

let table: Awaited<ReturnType<typeof startTable>>
beforeAll(async () => {
  table = await startTable()
})
afterAll(() => table.stop())

const HEADER = 'id,name,level,supervisor,emails'
const csv = (...rows: string[]) => Buffer.from([HEADER, ...rows].join('\n'))
const options = { by: 'operator', now: new Date('2026-01-05T01:00:00.000Z') }
const importRows = (...rows: string[]) => importAgencies(table.store, csv(...rows), options)
async function linesOf(lines: AsyncIterable<string>): Promise<string[]> {
  const all: string[] = []
  for await (const line of lines) all.push(line)
  return all
}
const xinghu = 'xinghu,星湖县人民政府办公室,county,,office@xinghu.example'

describe('reading', () => {
  const agency = {
    id: 'yunqiao',
    name: '云桥镇人民政府',
    level: 'township',
    supervisor: 'xinghu',
    emails: ['a@yq.example', 'b@yq.example'],
    deadline: null,
    from: null,
    to: null,
  }

  test('addresses are parted by either semicolon and taken once', () => {
    const { rows, problems } = readRegister(csv('yunqiao, 云桥镇人民政府 ,township,xinghu,a@yq.example; b@yq.example；a@yq.example'))
    expect(problems).toEqual([])
    expect(rows).toEqual([{ row: 2, agency }])
  })

  test('byte order mark, CRLF, quotes, columns in another order, empty lines', () => {
    const text = '\uFEFFname,id,emails,level,supervisor\r\n"云桥镇人民政府",yunqiao,a@yq.example;b@yq.example,township,xinghu\r\n\r\n'
    expect(readRegister(Buffer.from(text))).toMatchObject({ rows: [{ row: 2, agency }], problems: [] })
  })

  test('GBK, as Excel writes it', () => {
    const gbk = Buffer.concat([Buffer.from(`${HEADER}\nyunqiao,`), Buffer.from('d4c6c7c5d5f2', 'hex'), Buffer.from(',township,,\n')])
    expect(readRegister(gbk).rows[0]?.agency).toMatchObject({ name: '云桥镇', emails: [], supervisor: null })
  })

  test.each([
    ['yun qiao,甲,township,,', '编号'],
    ['../x,甲,township,,', '编号'],
    ['yq,,township,,', '单位名称'],
    ['yq,甲,village,,', 'ministry、province、city、county、department、township'],
    ['yq,甲,township,星湖县,', '主管部门'],
    ['yq,甲,township,,a@b', 'a@b'],
    ['yq,甲,township,,a@yq.example|b@yq.example', '“;”'],
    ['yq,甲,township,,a@yq.example,b@yq.example', '分隔符'],
  ])('%s', (row, words) => {
    const { rows, problems } = readRegister(csv(row))
    expect(rows).toEqual([])
    expect(problems).toHaveLength(1)
    expect(problems[0]?.row).toBe(2)
    expect(problems[0]?.message).toContain(words)
  })

  test('says which column the header lacks, and where quotes do not match', () => {
    expect(readRegister(Buffer.from('id,name\n1,甲')).problems[0]?.message).toContain('level、supervisor、emails')
    expect(readRegister(csv('a,"甲,township,,')).problems[0]?.message).toContain('引号')
    expect(readRegister(Buffer.alloc(0)).problems[0]?.row).toBe(1)
  })
})

describe('importing', () => {
  test('all or nothing: every bad row is told, no good one is written', async () => {
    const result = await importRows('one,甲,county,,', 'one,乙,county,,', 'two,丙,township,nobody,', 'three,丁,city,four,', 'four,戊,city,three,', 'five,己,x,,')
    expect(result.imported).toBe(0)
    expect(result.problems.map(({ row }) => row)).toEqual([3, 4, 5, 6, 7])
    expect(result.problems.map(({ message }) => message).join()).toMatch(/第2行重复.*nobody.*three → four → three.*级别/)
    expect(await findAgency(table.store, 'one')).toBeNull()
  })

  test('whoever is below a bad row is not blamed for it, and each row tells all that is wrong with it', async () => {
    const { problems } = await importRows('head,甲,village,,', 'below,乙,township,head,', 'head,丙,county,,nobody')
    expect(problems.map(({ row, message }) => `${row} ${message.slice(0, 4)}`)).toEqual(['2 级别“v', '4 邮件地址', '4 编号“h'])
  })

  test('ids that differ in small and capital letters alone are told', async () => {
    expect((await importRows('Case-a,甲,county,,', 'case-A,乙,county,,')).problems[0]?.message).toContain('“Case-a”只有大小写不同')
  })

  test('nobody stands above its supervisor, nor five levels deep; departments stand anywhere', async () => {
    expect((await importRows('p1,甲,township,,', 'p2,乙,county,p1,')).problems).toMatchObject([{ row: 3, message: '级别比主管部门“p1”还高。请改正级别或者主管部门。' }])
    const deep = ['d0,甲,ministry,,', 'd1,乙,province,d0,', 'd2,丙,city,d1,', 'd3,丁,county,d2,', 'd4,戊,township,d3,']
    expect((await importRows(...deep, 'd5,己,department,d4,')).problems).toMatchObject([{ row: 7, message: expect.stringContaining('超过4级') as string }])
    expect(await importRows(...deep, 'top,甲,department,,', 'p3,乙,province,top,')).toMatchObject({ imported: 7, problems: [] })
    expect((await importRows('d0,甲,ministry,above,', 'above,甲,ministry,,')).problems[0]?.message).toMatch(/下级单位“戊”.*超过4级/)
  })

  test('a circle of thousands is told soon and shortly', async () => {
    const ids = Array.from({ length: 5000 }, (_, index) => `ring${index}`)
    const { problems } = await importRows(...ids.map((id, index) => `${id},甲,department,${ids[(index + 1) % ids.length]},`))
    expect(problems).toHaveLength(5000)
    expect(problems[0]?.message).toMatch(/ring0 → ring1 → .*（共5000个单位）→ ring0/)
    expect(problems[0]?.message.length).toBeLessThan(500)
  })

  test('an agency cannot watch over itself', async () => {
    const { problems } = await importRows('self,甲,county,self,')
    expect(problems[0]?.message).toContain('self → self')
  })

  test('a later file may lean on earlier ones, replaces what it names and leaves the rest', async () => {
    expect(await importRows(xinghu, 'luming,鹿鸣乡人民政府,township,xinghu,')).toMatchObject({ imported: 2, added: 2, problems: [] })
    expect(await importRows('luming,鹿鸣镇人民政府,township,xinghu,a@luming.example')).toMatchObject({ imported: 1, changed: 1, problems: [] })
    expect(await findAgency(table.store, 'luming')).toMatchObject({ name: '鹿鸣镇人民政府', emails: ['a@luming.example'], ancestors: ['xinghu'] })
    expect(await findAgency(table.store, 'xinghu')).toMatchObject({ supervisor: null, ancestors: [] })
    expect(await importRows('luming,鹿鸣镇人民政府,township,xinghu,a@luming.example')).toMatchObject({ unchanged: 1, changed: 0, added: 0 })
  })

  test('a cycle through the register is found', async () => {
    const { problems } = await importRows('xinghu,星湖县人民政府办公室,county,luming,')
    expect(problems[0]?.message).toContain('xinghu → luming → xinghu')
  })

  test('hundreds at once', async () => {
    const ids = Array.from({ length: 260 }, (_, index) => `town${index}`)
    expect(await importRows(...ids.map((id) => `${id},${id},township,xinghu,`))).toMatchObject({ imported: 260, problems: [] })
    expect(await findAgencies(table.store, [...ids, 'nobody'])).toHaveLength(260)
  })

  test('a file without agencies is told so', async () => {
    expect((await importRows()).problems[0]?.message).toContain('没有单位')
  })

  test('a dry run tells the same and writes nothing', async () => {
    const result = await importAgencies(table.store, csv('ghost,望北市档案馆,department,,', 'luming,鹿鸣镇政府,township,xinghu,'), { ...options, dryRun: true })
    expect(result).toEqual({ imported: 2, added: 1, changed: 1, unchanged: 0, problems: [] })
    expect(await findAgency(table.store, 'ghost')).toBeNull()
    expect(await findAgency(table.store, 'luming')).toMatchObject({ name: '鹿鸣镇人民政府' })
  })

  test('a supervisor that moves takes along all below it', async () => {
    await importRows('north,北岭省人民政府办公厅,province,,', 'west,西坞市人民政府办公室,city,north,', 'ridge,长岭县人民政府办公室,county,west,', 'mill,长岭县磨坊镇人民政府,township,ridge,')
    await importRows('east,东坞市人民政府办公室,city,north,', 'ridge,长岭县人民政府办公室,county,east,')
    expect(await findAgency(table.store, 'mill')).toMatchObject({ ancestors: ['ridge', 'east', 'north'] })
    const exported = await linesOf(exportRegister(table.store, 'north'))
    expect(exported.map((line) => line.split(',')[0])).toEqual(['\uFEFFid', 'east', 'ridge', 'mill', 'west'])
  })

  test('each change stands in the history, newest first', async () => {
    await importRows('dated,望北市统计局,department,,')
    await importAgencies(table.store, csv('dated,望北市统计局,department,,a@tj.example'), { by: 'second', now: new Date('2026-01-06T00:00:00.000Z') })
    const { changes } = await agencyHistory(table.store, 'dated', { limit: 10 })
    expect(changes.map(({ by, before, after }) => [by, before?.emails, after.emails])).toEqual([
      ['second', [], ['a@tj.example']],
      ['operator', undefined, []],
    ])
  })
})

describe('exporting', () => {
  test('what is exported can be imported again and changes nothing', async () => {
    const header = 'id,name,level,supervisor,emails,deadline,from,to'
    const row = 'quoted,"岚屿县""老码头""镇人民政府",township,xinghu,a@lmt.example;b@lmt.example,02-15,2021,2024'
    const options = { by: 'operator', now: new Date('2026-01-07T00:00:00.000Z') }
    await importAgencies(table.store, Buffer.from(`${header}\n${row}\n`), options)
    const exported = (await linesOf(exportRegister(table.store))).join('')
    expect(exported).toContain(row)
    const again = await importAgencies(table.store, Buffer.from(exported), options)
    expect(again).toMatchObject({ added: 0, changed: 0, problems: [] })
  })
})

describe('a workbook', () => {
  const workbook = (...rows: (string | number)[][]) => {
    const book = XLSX.utils.book_new()
    XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet(rows), '名录')
    return Buffer.from(XLSX.write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer)
  }
  const HEADINGS = ['单位编号', '单位名称', '级别', '主管部门', '邮箱', '截止日期', '起始年度', '终止年度']

  test('Chinese headings and levels, numbers as numbers', () => {
    const { rows, problems } = readRegister(workbook(HEADINGS, ['yunqiao', '云桥镇人民政府', '乡镇街道', 'xinghu', 'a@yq.example', '2月5日', 2022, '']))
    expect(problems).toEqual([])
    expect(rows).toEqual([
      {
        row: 2,
        agency: { id: 'yunqiao', name: '云桥镇人民政府', level: 'township', supervisor: 'xinghu', emails: ['a@yq.example'], deadline: '02-05', from: 2022, to: null },
      },
    ])
  })

  test('a bad row is told with the number that the sheet shows', async () => {
    const result = await importAgencies(table.store, workbook(HEADINGS, [], ['ok', '甲', '县级政府'], ['bad id', '乙', '县级政府', '', '', '2月30日', 2025, 2024]), options)
    expect(result.imported).toBe(0)
    expect(result.problems.map(({ row }) => row)).toEqual([4, 4, 4])
    expect(result.problems.map(({ message }) => message).join()).toMatch(/bad id.*2月30日.*2025/)
  })

  test('a workbook without a table, and a file that is none', () => {
    expect((readRegister(Buffer.from('PK\x03\x04rest'))).problems[0]?.message).toMatch(/损坏|压缩包/)
  })
})

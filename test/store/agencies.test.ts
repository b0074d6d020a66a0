import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readAgenciesCsv } from '../../lib/store/agencies-csv.ts'
import { importAgencies } from '../../lib/store/agencies-import.ts'
import { findAgencies, findAgency } from '../../lib/store/agency.ts'
import { startTable } from '../support/aws.ts'

let table: Awaited<ReturnType<typeof startTable>>
beforeAll(async () => {
  table = await startTable()
})
afterAll(() => table.stop())

const HEADER = 'id,name,level,supervisor,emails'
const csv = (...rows: string[]) => Buffer.from([HEADER, ...rows].join('\n'))
const xinghu = 'xinghu,星湖县人民政府办公室,county,,office@xinghu.example'

describe('reading', () => {
  const agency = { id: 'yunqiao', name: '云桥镇人民政府', level: 'township', supervisor: 'xinghu', emails: ['a@yq.example', 'b@yq.example'] }

  test('addresses are parted by either semicolon and taken once', () => {
    const { rows, problems } = readAgenciesCsv(csv('yunqiao, 云桥镇人民政府 ,township,xinghu,a@yq.example; b@yq.example；a@yq.example'))
    expect(problems).toEqual([])
    expect(rows).toEqual([{ row: 2, agency }])
  })

  test('byte order mark, CRLF, quotes, columns in another order, empty lines', () => {
    const text = '\uFEFFname,id,emails,level,supervisor\r\n"云桥镇人民政府",yunqiao,a@yq.example;b@yq.example,township,xinghu\r\n\r\n'
    expect(readAgenciesCsv(Buffer.from(text))).toEqual({ rows: [{ row: 2, agency }], problems: [] })
  })

  test('GBK, as Excel writes it', () => {
    const gbk = Buffer.concat([Buffer.from(`${HEADER}\nyunqiao,`), Buffer.from('d4c6c7c5d5f2', 'hex'), Buffer.from(',township,,\n')])
    expect(readAgenciesCsv(gbk).rows[0]?.agency).toMatchObject({ name: '云桥镇', emails: [], supervisor: null })
  })

  test.each([
    ['yun qiao,甲,township,,', '编号'],
    ['../x,甲,township,,', '编号'],
    ['yq,,township,,', '单位名称'],
    ['yq,甲,village,,', 'ministry、province、city、county、department、township'],
    ['yq,甲,township,星湖县,', '主管部门'],
    ['yq,甲,township,,a@b', 'a@b'],
    ['yq,甲,township,,"a@yq.example,b@yq.example"', '“;”'],
  ])('%s', (row, words) => {
    const { rows, problems } = readAgenciesCsv(csv(row))
    expect(rows).toEqual([])
    expect(problems).toHaveLength(1)
    expect(problems[0]?.row).toBe(2)
    expect(problems[0]?.message).toContain(words)
  })

  test('says which column the header lacks, and where quotes do not match', () => {
    expect(readAgenciesCsv(Buffer.from('id,name\n1,甲')).problems[0]?.message).toContain('level、supervisor、emails')
    expect(readAgenciesCsv(csv('a,"甲,township,,')).problems[0]?.message).toContain('引号')
    expect(readAgenciesCsv(Buffer.alloc(0)).problems[0]?.row).toBe(1)
  })
})

describe('importing', () => {
  test('all or nothing: every bad row is told, no good one is written', async () => {
    const result = await importAgencies(
      table.store,
      csv('one,甲,county,,', 'one,乙,county,,', 'two,丙,township,nobody,', 'three,丁,city,four,', 'four,戊,city,three,', 'five,己,x,,'),
    )
    expect(result.imported).toBe(0)
    expect(result.problems.map(({ row }) => row)).toEqual([3, 4, 5, 6, 7])
    expect(result.problems.map(({ message }) => message).join()).toMatch(/第2行重复.*nobody.*three → four → three.*级别/)
    expect(await findAgency(table.store, 'one')).toBeNull()
  })

  test('an agency cannot watch over itself', async () => {
    const { problems } = await importAgencies(table.store, csv('self,甲,county,self,'))
    expect(problems[0]?.message).toContain('self → self')
  })

  test('a later file may lean on earlier ones, replaces what it names and leaves the rest', async () => {
    expect(await importAgencies(table.store, csv(xinghu, 'luming,鹿鸣乡人民政府,township,xinghu,'))).toEqual({ imported: 2, problems: [] })
    expect(await importAgencies(table.store, csv('luming,鹿鸣镇人民政府,township,xinghu,a@luming.example'))).toEqual({ imported: 1, problems: [] })
    expect(await findAgency(table.store, 'luming')).toMatchObject({ name: '鹿鸣镇人民政府', emails: ['a@luming.example'] })
    expect(await findAgency(table.store, 'xinghu')).toMatchObject({ supervisor: null })
  })

  test('a cycle through the register is found', async () => {
    const { problems } = await importAgencies(table.store, csv('xinghu,星湖县人民政府办公室,county,luming,'))
    expect(problems[0]?.message).toContain('xinghu → luming → xinghu')
  })

  test('hundreds at once', async () => {
    const ids = Array.from({ length: 260 }, (_, index) => `town${index}`)
    expect(await importAgencies(table.store, csv(...ids.map((id) => `${id},${id},township,xinghu,`)))).toEqual({ imported: 260, problems: [] })
    expect(await findAgencies(table.store, [...ids, 'nobody'])).toHaveLength(260)
  })

  test('a file without agencies is told so', async () => {
    expect((await importAgencies(table.store, csv())).problems[0]?.message).toContain('没有单位')
  })
})

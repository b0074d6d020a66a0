import { ListObjectVersionsCommand } from '@aws-sdk/client-s3'
import { zipSync } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { detailOf, resultOf } from '../../functions/api/reports.ts'
import { lettersFor } from '../../functions/notify/letters.ts'
import { validate } from '../../functions/validate/validate.ts'
import { findAgencies } from '../../lib/store/agency.ts'
import type { ArchiveMember } from '../../lib/store/archive.ts'
import { readOutcome, readSurroundings } from '../../lib/store/outcome.ts'
import { readIncomingKey } from '../../lib/store/object-keys.ts'
import { findResult } from '../../lib/store/results.ts'
import { bareETag, reportId, type Upload } from '../../lib/store/upload.ts'
import { excel, noTables, onlyTable, onlyTables, word } from '../intake/support.ts'
import { buildReport } from '../support/build-report.ts'
import { RECORDS_BUCKET, UPLOADS } from '../support/aws.ts'
import { SPECIMEN } from '../support/specimen.ts'
import { NOTIFY_ENVIRONMENT } from './environment.ts'
import { GOOD, startLine, WRONG } from './line.ts'

let line: Awaited<ReturnType<typeof startLine>>
beforeAll(async () => {
  line = await startLine()
})
afterAll(() => line.stop())

type Files = Readonly<Record<string, Uint8Array | string>>
const zip = (files: Files) => zipSync(Object.fromEntries(Object.entries(files).map(([path, bytes]) => [path, typeof bytes === 'string' ? Buffer.from(bytes) : bytes])))
const silent = buildReport({ agency: '星湖县无邮乡人民政府' })

/** What lies in the uploads bucket for an agency, as S3 would announce it. */
async function uploadsOf(agency: string, year = 2024): Promise<Upload[]> {
  const { Versions = [] } = await line.s3.send(new ListObjectVersionsCommand({ Bucket: UPLOADS, Prefix: `incoming/${agency}/${year}/part-` }))
  return Versions.map(({ Key = '', VersionId = '', ETag, Size = 0 }) => ({
    bucket: UPLOADS,
    key: Key,
    versionId: VersionId,
    eTag: bareETag(ETag),
    size: Size,
    submittedAt: '2025-01-12T05:00:00.000Z',
    sequencer: null,
  }))
}

async function membersOf(id: string): Promise<readonly ArchiveMember[]> {
  const outcome = await readOutcome(line.s3, RECORDS_BUCKET, id)
  if (outcome.outcome !== 'archive') throw new Error(outcome.outcome)
  return outcome.members
}

let submissions = 0
/** Uploads an archive and sends what comes of it to the end. */
async function send(agency: string, files: Files) {
  submissions += 1
  const upload = await line.upload(zip(files), `incoming/${agency}/2024/s${submissions}/${agency}.zip`)
  const message = await line.parse(upload)
  if (message === null) throw new Error('gone')
  await validate(line.site, message)
  return { id: message.id, upload, message }
}

test('a supervisor’s archive: each report becomes a submission of its agency, the archive lists every file', async () => {
  const { id, upload } = await send('xinghu', {
    '云桥镇/年报.docx': word(SPECIMEN),
    '无邮乡/正文.docx': word(silent, noTables),
    '无邮乡/表格.xlsx': excel(silent, onlyTables),
    '档案馆.docx': word(buildReport({ agency: '望北市档案馆' })),
    '通知.txt': '请各单位按时报送年度报告。',
    '__MACOSX/._年报.docx': 'x',
  })
  expect(await findResult(line.store, id)).toMatchObject({ outcome: 'archive', verdict: null, agency: 'xinghu', version: 1, current: true })
  const members = await membersOf(id)
  expect(members.map(({ path, outcome, agency, rejection }) => [path, outcome, agency, rejection?.code])).toEqual([
    ['__MACOSX/._年报.docx', 'skipped', null, undefined],
    ['云桥镇/年报.docx', 'submitted', 'yunqiao', undefined],
    ['无邮乡/正文.docx', 'submitted', 'silent', undefined],
    ['无邮乡/表格.xlsx', 'submitted', 'silent', undefined],
    ['档案馆.docx', 'unattributed', null, 'agency-unknown'],
    ['通知.txt', 'rejected', null, 'not-a-report'],
  ])
  expect(members[2]).toMatchObject({ id: members[3]?.id, submission: members[3]?.submission, notes: [expect.stringContaining('由2个文件合成')] })

  for (const [agency, name] of [['yunqiao', '年报.docx'], ['silent', '正文.zip']] as const) {
    const [part, ...others] = await uploadsOf(agency)
    if (part === undefined) throw new Error(`nothing for ${agency}`)
    expect(others).toEqual([])
    expect(reportId(part)).toBe(members.find((member) => member.agency === agency)?.id)
    const message = await line.parse(part)
    if (message === null) throw new Error('gone')
    await validate(line.site, message)
    expect(await findResult(line.store, message.id)).toMatchObject({ agency, year: 2024, file: name, outcome: 'checked', verdict: 'pass', version: 1, current: true })
  }

  // The same event twice more, at once: nothing lies there twice, and the first result stays.
  const [again] = await Promise.all([line.parse(upload), line.parse(upload)])
  if (again === null) throw new Error('gone')
  await validate(line.site, again)
  expect(await membersOf(id)).toEqual(members)
  expect([...(await uploadsOf('yunqiao')), ...(await uploadsOf('silent'))]).toHaveLength(2)
})

test('whoever asks for an archive is told what became of each file', async () => {
  const { id } = await send('xinghu', { '云桥镇.txt': GOOD, '说明.txt': '说明' })
  const access = { principal: { subject: 'test', role: 'operator', agency: null }, scope: 'all', allows: () => true } as const
  const detail = await detailOf(line.store, line.s3, RECORDS_BUCKET, await resultOf(line.store, access, id))
  expect(detail).toMatchObject({ outcome: 'archive', verdict: null, record: null, findings: [] })
  expect(detail.members).toEqual(await membersOf(id))
})

test('whoever asks for a part is told in whose archive it came; a key that only says so is not believed', async () => {
  const { id, upload } = await send('xinghu', { '云桥镇/年报.txt': GOOD, '说明.txt': '说明' })
  const [part] = (await membersOf(id)).filter(({ outcome }) => outcome === 'submitted')
  const [ours] = (await uploadsOf('yunqiao')).filter((each) => reportId(each) === part?.id)
  const forged = await line.upload(GOOD, `incoming/yunqiao/2024/part-${id}-${'0'.repeat(24)}/a.txt`)
  const again = await line.upload(WRONG, ours?.key ?? '')
  const access = { principal: { subject: 'test', role: 'agency', agency: 'yunqiao' }, scope: 'own', allows: () => true } as const
  const archiveTold = async (each: Upload) => {
    const message = await line.parse(each)
    if (message === null) throw new Error('gone')
    await validate(line.site, message)
    return (await detailOf(line.store, line.s3, RECORDS_BUCKET, await resultOf(line.store, access, message.id))).archive
  }
  if (ours === undefined) throw new Error('nothing was submitted')
  expect(await archiveTold(ours)).toEqual({ id, agency: 'xinghu', submission: readIncomingKey(upload.key)?.submission, submittedAt: upload.submittedAt })
  expect(await archiveTold(forged)).toBeNull()
  expect(await archiveTold(again)).toBeNull()
})

test('an archive event whose work broke off is finished by its repeat', async () => {
  const files = Object.fromEntries(['云桥镇', '无邮乡'].map((town) => [`断/${town}.txt`, GOOD.replaceAll('云桥镇', town)]))
  const upload = await line.upload(zip(files), 'incoming/xinghu/2024/s80/a.zip')
  const before = (await uploadsOf('yunqiao')).length
  let read = 0
  const breaking = () => {
    read += 1
    if (read > 1) throw new Error('out of memory')
    return true
  }
  await expect(line.parse(upload, breaking)).rejects.toThrow('out of memory')
  const [first, second] = [await line.parse(upload), await line.parse(upload)]
  expect(second).toEqual(first)
  expect(await uploadsOf('yunqiao')).toHaveLength(before + 1)
})

test('the letter about an archive goes to whoever uploaded it, and names each file that needs somebody', async () => {
  const { id } = await send('xinghu', { '云桥镇/甲.txt': GOOD, '外单位.txt': GOOD.replaceAll('星湖县云桥镇', '青禾县柳荫镇'), '<b>说明</b>.txt': '说明' })
  const [result, outcome] = await Promise.all([findResult(line.store, id), readOutcome(line.s3, RECORDS_BUCKET, id)])
  if (result === null) throw new Error('no result')
  const surroundings = await readSurroundings(line.store, line.s3, RECORDS_BUCKET, result)
  const [agency = null] = await findAgencies(line.store, ['xinghu'])
  const letters = lettersFor({ result, outcome, surroundings, agency, supervisor: null }, NOTIFY_ENVIRONMENT)
  expect(letters.map(({ to }) => to)).toEqual(['office@xinghu.example'])
  const mail = letters[0]?.mail
  expect(mail?.subject).toBe('压缩包处理结果：1份报告已转入核对，2个文件需要处理（星湖县人民政府办公室）')
  expect(mail?.text).toMatch(/“外单位.txt”：报告写的单位是“青禾县柳荫镇人民政府”/)
  expect(mail?.text).toMatch(/“云桥镇\/甲.txt”：星湖县云桥镇人民政府，2024年。/)
  expect(mail?.html).toContain('&lt;b&gt;说明')
})

test('an archive that is one report is simply that submission', async () => {
  const whole = await send('yunqiao', { '正文.docx': word(SPECIMEN, noTables), '表格.xlsx': excel(SPECIMEN, onlyTables), '.DS_Store': 'x' })
  expect(whole.message.content).toMatchObject({ kind: 'record', record: { agency: SPECIMEN.agency, tables: { requests: { status: 'read' } } } })
  expect(await findResult(line.store, whole.id)).toMatchObject({ outcome: 'checked', agency: 'yunqiao' })

  const asked = await send('yunqiao', { '正文.docx': word(SPECIMEN, noTables), '表格.xlsx': excel(SPECIMEN, onlyTable('requests')) })
  expect(asked.message.content).toMatchObject({ kind: 'rejection', rejection: { code: 'unclear-parts' } })
})

test('a supervisor’s archive of a single report is that of the agency it names', async () => {
  const { id } = await send('xinghu', { '年报.txt': WRONG })
  expect((await membersOf(id)).map(({ outcome, agency }) => [outcome, agency])).toEqual([['submitted', 'yunqiao']])
})

test('an agency hears of a file that is all there is of it and cannot be read; beside its report it is only listed', async () => {
  const broken = word(SPECIMEN).subarray(0, 3000)
  const { id } = await send('xinghu', { '无邮乡/年报.docx': broken, '云桥镇/年报.txt': GOOD, '云桥镇/盖章.docx': broken })
  expect((await membersOf(id)).map(({ path, outcome, agency, rejection }) => [path, outcome, agency, rejection?.code])).toEqual([
    ['云桥镇/年报.txt', 'submitted', 'yunqiao', undefined],
    ['云桥镇/盖章.docx', 'rejected', 'yunqiao', 'damaged-file'],
    ['无邮乡/年报.docx', 'submitted', 'silent', 'damaged-file'],
  ])
})

test('a report of another year goes to that year only if its folder says so too', async () => {
  const old = GOOD.replaceAll('2024', '2023').replaceAll('2025', '2024')
  const { id } = await send('xinghu', { '2023年/云桥镇.txt': old, '云桥镇.txt': old, '石.txt': GOOD })
  expect((await membersOf(id)).map(({ path, year }) => [path, year])).toEqual([
    ['2023年/云桥镇.txt', 2023],
    ['云桥镇.txt', 2024],
    ['石.txt', 2024],
  ])
})

test('two reports of one agency that do not say the same are both taken and asked about', async () => {
  const { id } = await send('xinghu', { 'a/云桥镇.txt': GOOD, 'b/云桥镇.txt': WRONG })
  for (const { outcome, notes } of await membersOf(id)) {
    expect(outcome).toBe('submitted')
    expect(notes).toEqual([expect.stringMatching(/另一份报告.*请确认以哪一份为准/)])
  }
})

test.each<[string, Uint8Array | (() => Uint8Array), string]>([
  ['without files', zipSync({}), 'empty-archive'],
  ['cut off', () => zip({ 'a.txt': GOOD, 'b.txt': GOOD }).subarray(0, 3000), 'damaged-archive'],
])('an archive %s is answered', async (_, bytes, code) => {
  const message = await line.parse(await line.upload(typeof bytes === 'function' ? bytes() : bytes, 'incoming/yunqiao/2024/s90/a.zip'))
  expect(message?.content).toMatchObject({ kind: 'rejection', rejection: { code } })
})

test('when time runs out a file whose name says whose it is goes there unread, the others are told', async () => {
  const files = { '1.txt': GOOD, '无邮乡.txt': GOOD.replaceAll('云桥镇', '无邮乡'), '无名.txt': GOOD }
  const upload = await line.upload(zip(files), 'incoming/xinghu/2024/s91/a.zip')
  let read = 0
  const message = await line.parse(upload, () => (read += 1) <= 1)
  if (message === null) throw new Error('gone')
  await validate(line.site, message)
  expect((await membersOf(message.id)).map(({ path, outcome, agency, rejection, notes }) => [path, outcome, agency, rejection?.code, notes.length])).toEqual([
    ['1.txt', 'submitted', 'yunqiao', undefined, 0],
    ['无名.txt', 'rejected', null, 'no-time', 0],
    ['无邮乡.txt', 'submitted', 'silent', undefined, 1],
  ])
})

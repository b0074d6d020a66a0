import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { Finding, Verdict } from '../../lib/report/index.ts'
import { DutyItem } from '../../lib/store/api-tallies.ts'
import { blank, cellOf, withCell } from '../support/report-data.ts'
import { SPECIMEN } from '../support/specimen.ts'
import { layoutNamed } from '../support/writers/index.ts'
import { choosing } from '../../lib/cli/sign-in/local-page.ts'
import { asUser } from '../../lib/cli/sign-in/server.ts'
import { chinaToday } from '../../lib/cli/today.ts'
import { AuditPage } from '../../lib/store/api-audit.ts'
import { gongkai, gongkaiWith, interruptStarting, startService, type Service } from './gongkai.ts'

const Summaries = z.array(
  z.object({
    id: z.string(),
    agency: z.string(),
    year: z.int(),
    version: z.int(),
    score: z.number().nullable(),
    verdict: Verdict.nullable(),
    findings: z.array(Finding),
  }),
)
const Mails = z.array(z.object({ to: z.string(), subject: z.string(), text: z.string(), html: z.string(), at: z.iso.datetime() }))

const write = layoutNamed('row per line, pipes').write
const REGISTER = `id,name,level,supervisor,emails
county,星湖县人民政府办公室,county,,county@xinghu.example.invalid
yunqiao,${SPECIMEN.agency},township,county,yunqiao@xinghu.example.invalid
`

describe('a service without samples', () => {
  let home = ''
  let service: Service
  const path = (name: string): string => join(home, name)
  const run = (...args: string[]) => gongkai(args, { GONGKAI_HOME: join(home, 'state') })
  const start = () => startService(['--empty'], { GONGKAI_HOME: join(home, 'state'), PORT: '0' })

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'gongkai-service-'))
    writeFileSync(path('register.csv'), REGISTER)
    writeFileSync(path('1.txt'), write(withCell(withCell(SPECIMEN, 'requests', 'totalProcessed', 'total', 999), 'disclosure', 'licensing', 'decisions', blank)))
    writeFileSync(path('2.txt'), write(withCell(SPECIMEN, 'disclosure', 'licensing', 'decisions', blank)))
    writeFileSync(path('empty.txt'), '')
    service = await start()
  })
  afterAll(async () => {
    await service.interrupt()
    rmSync(home, { recursive: true })
  })

  test('takes a register, refuses a bad one whole, and says which rows are wrong', async () => {
    const good = await run('agencies', 'import', '--json', path('register.csv'))
    expect(JSON.parse(good.stdout)).toEqual({ imported: 2, added: 2, changed: 0, unchanged: 0, problems: [] })
    writeFileSync(path('bad.csv'), `${REGISTER}x y,某镇,village,nobody,none\n`)
    const bad = await run('agencies', 'import', path('bad.csv'))
    expect(bad.code).toBe(1)
    expect(bad.stdout).toMatch(/第4行：.*[^]*没有导入任何单位/)
    expect((await run('agencies', 'export')).stdout).toContain(`yunqiao,${SPECIMEN.agency},township,county,yunqiao@xinghu.example.invalid`)
    expect((await run('agencies', 'history', 'yunqiao')).stdout).toContain('登记')
  })

  test('who imports, exports and looks things up is in the audit, from where and what came of it; agencies may not', async () => {
    const denied = await run('agencies', 'import', '--as', 'yunqiao', path('register.csv'))
    expect(denied).toMatchObject({ code: 1, stdout: '' })
    expect(denied.stderr).toContain('没有这项操作的权限')
    const instance = z.object({ api: z.url(), signIn: z.object({ issuer: z.url(), clientId: z.string() }) }).parse(JSON.parse(readFileSync(join(home, 'state', 'local.json'), 'utf8')))
    const operator = asUser(instance, 'operator')
    const trail = await fetch(`${instance.api}/audit?day=${chinaToday()}&limit=100`, { headers: { authorization: await operator.authorization() } })
    const { entries } = AuditPage.parse(await trail.json())
    const told = entries.filter(({ phase }) => phase === 'done').map(({ subject, action, status, ip }) => [subject, action, status, ip])
    expect(told.toReversed()).toEqual([
      ['operator', 'register.import', 200, '127.0.0.1'],
      ['operator', 'register.import', 422, '127.0.0.1'],
      ['operator', 'register.export', 200, '127.0.0.1'],
      ['operator', 'register.history', 200, '127.0.0.1'],
      ['yunqiao', 'register.import', 403, '127.0.0.1'],
    ])
  })

  test('submits two versions, one mistake mended in the second: results, numbers and mails in order', async () => {
    const { code, stdout } = await run('submit', '--agency', 'yunqiao', '--wait', '--json', path('1.txt'), path('2.txt'))
    const submitted = Summaries.parse(JSON.parse(stdout))
    expect(code).toBe(0)
    expect(submitted.map(({ agency, year, version, verdict }) => ({ agency, year, version, verdict }))).toEqual([
      { agency: 'yunqiao', year: 2024, version: 1, verdict: 'fail' },
      { agency: 'yunqiao', year: 2024, version: 2, verdict: 'fail' },
    ])

    const results = Summaries.parse(JSON.parse((await run('results', '--json')).stdout))
    expect(results.map(({ version }) => version)).toEqual([2, 1])
    expect(results).toEqual(submitted.toReversed())

    const mails = await mailsOnceThereAre(4)
    expect(mails.map(({ to }) => to).sort()).toEqual(['county', 'county', 'yunqiao', 'yunqiao'].map((name) => `${name}@xinghu.example.invalid`))
    const second = mails.find(({ to, subject }) => to.startsWith('yunqiao') && subject.includes('第2版'))
    expect(second?.text).toMatch(/与第1版相比[^]*已改正/)
    expect(second?.text).toContain('第1版已经指出，仍未改正')
    expect(second?.html).toContain('<!doctype html>')
  })

  async function mailsOnceThereAre(count: number): Promise<z.infer<typeof Mails>> {
    for (;;) {
      const mails = Mails.parse(JSON.parse((await run('mail', '--json')).stdout))
      if (mails.length >= count) return mails
    }
  }

  test('a supervisor sees who has filed, and the sum of their tables as text and as a file', async () => {
    const asCounty = ['--as', 'county', '--year', '2024']
    const [duty] = await dutiesOnceFiled(asCounty)
    expect(duty).toMatchObject({ agency: 'yunqiao', status: 'fail', report: { version: 2 } })
    const shown = (await run('obligations', ...asCounty)).stdout
    expect(shown).toMatch(/^2024年度报告报送情况[^]*合计 +1 +1 /)
    expect(shown).toMatch(new RegExp(`${SPECIMEN.agency} +未通过 +2025-01-31 `))
    expect((await run('obligations', ...asCounty, '--status', 'missing')).stdout).toContain('没有这样的单位')

    const sums = await run('rollup', ...asCounty)
    expect(sums.stdout).toContain('2024年度汇总：1个单位中1个的报告已计入。\n· 已读取的1份报告里有空白的单元格')
    expect(sums.stdout).toMatch(/行政许可 +—\n/)
    const received = cellOf(SPECIMEN, 'requests', 'newReceived', 'total').raw
    expect(sums.stdout).toMatch(new RegExp(`一、本年新收政府信息公开申请数量( +\\d+){6} +${received}\n`))
    expect((await run('rollup', ...asCounty, '--out', path('sums.csv'))).stdout).toContain('已写入')
    expect(readFileSync(path('sums.csv'), 'utf8')).toContain(`一、本年新收政府信息公开申请数量,总计,${received},1,`)
    expect((await run('rollup', ...asCounty, '--out', path('sums.xlsx'))).code).toBe(0)
    expect(readFileSync(path('sums.xlsx')).subarray(0, 2).toString()).toBe('PK')

    expect((await run('rollup', ...asCounty, '--out', path('sums.pdf'))).code).toBe(2)
    expect(await run('obligations', ...asCounty, '--status', 'asleep')).toMatchObject({ code: 2, stderr: expect.stringContaining('选项 --status 的值不对：asleep。') as string })
    expect((await run('obligations')).stderr).toContain('请先运行 gongkai login')
    expect((await run('obligations', '--as', 'county', '--supervisor', 'yunqiao2')).code).toBe(1)
  })

  /** Totals follow a moment after the reports. */
  async function dutiesOnceFiled(about: readonly string[]): Promise<DutyItem[]> {
    for (;;) {
      const duties = z.array(DutyItem).parse(JSON.parse((await run('obligations', ...about, '--json')).stdout))
      if (duties.every(({ report }) => report?.version === 2) && (await run('rollup', ...about)).stdout.includes('1个的报告已计入')) return duties
    }
  }

  test('a refused file and an unknown agency are told in Chinese, exit 1', async () => {
    const empty = await run('submit', '--agency', 'yunqiao', path('empty.txt'))
    expect(empty.stderr).toContain('文件是空的')
    expect(empty.code).toBe(1)
    const unknown = await run('submit', '--agency', 'nobody', '--json', path('1.txt'))
    expect(unknown.stderr).toContain('单位名录里没有编号“nobody”')
    expect(JSON.parse(unknown.stdout)).toEqual([])
    expect(unknown.code).toBe(1)
  })

  test('what failed for good goes back into its queue', async () => {
    expect(await run('redrive', 'mail')).toMatchObject({ code: 0, stdout: '队列 mail 没有失败的消息。\n' })
    expect(JSON.parse((await run('redrive', 'uploads', '--json')).stdout)).toEqual({ queue: 'uploads', moved: 0 })
    expect(await run('redrive', 'letters')).toMatchObject({ code: 2, stderr: expect.stringContaining('没有队列“letters”。') as string })
    expect(await run('redrive', 'mail', '--as', 'county')).toMatchObject({ code: 1, stderr: expect.stringContaining('没有这项操作的权限') as string })
  })

  test('whoever signs in sees and files what is theirs, and nothing else', async () => {
    expect((await run('login', '--as', 'nobody')).stderr).toContain('单位名录里没有编号“nobody”')
    expect(await run('whoami')).toMatchObject({ code: 1, stdout: '没有登录。\n' })
    expect((await run('login', '--as', 'yunqiao')).stdout).toBe('已登录：yunqiao 报送单位\n')
    expect(statSync(join(home, 'state', 'session.json')).mode & 0o777).toBe(0o600)
    expect((await run('whoami')).stdout).toMatch(/^yunqiao 报送单位/)

    const own = Summaries.parse(JSON.parse((await run('results', '--json')).stdout))
    expect(new Set(own.map(({ agency }) => agency))).toEqual(new Set(['yunqiao']))
    const foreign = await run('submit', '--agency', 'county', path('1.txt'))
    expect(foreign.stderr).toContain('单位名录里没有编号“county”')
    expect(foreign.code).toBe(1)
    const operator = await run('results', '--as', 'operator')
    expect(operator.stderr).toContain('没有这项操作的权限')
    expect(operator.code).toBe(1)

    expect((await run('logout')).stdout).toBe('已退出登录。\n')
    expect((await run('whoami')).code).toBe(1)
  })

  test('an ended token is renewed; a session that cannot be is told to sign in again', async () => {
    await run('login', '--as', 'county')
    const file = join(home, 'state', 'session.json')
    const session = z.looseObject({ idToken: z.string() }).parse(JSON.parse(readFileSync(file, 'utf8')))
    const [header, body = '', signature] = session.idToken.split('.')
    const ended = { ...(JSON.parse(Buffer.from(body, 'base64url').toString()) as object), exp: 1 }
    const idToken = [header, Buffer.from(JSON.stringify(ended)).toString('base64url'), signature].join('.')
    writeFileSync(file, JSON.stringify({ ...session, idToken, as: null }))
    expect((await run('results')).code).toBe(0)
    expect(readFileSync(file, 'utf8')).not.toContain(idToken)

    writeFileSync(file, JSON.stringify({ ...session, idToken, as: null, refreshToken: 'gone' }))
    const refused = await run('results')
    expect(refused.stderr).toContain('请运行 gongkai login 重新登录')
    expect(refused.code).toBe(1)
    await run('logout')
  })

  test('with a browser: the page, then the answer on this machine', async () => {
    const inBrowser = () => gongkaiWith(['login'], { GONGKAI_HOME: join(home, 'state') }, async (printed) => {
      const page = /http:\/\/127\S+/.exec(printed)?.[0]
      if (page === undefined) return false
      const answer = await choosing('county')(new URL(page))
      expect(await (await fetch(answer)).text()).toContain('可以关闭')
      return true
    })
    let answer = await inBrowser()
    // Its port is registered with the issuer, and another run of these tests may have it.
    while (answer.stderr.includes('已被占用')) answer = await inBrowser()
    expect(answer.stdout).toContain('已登录：county 主管部门')
    expect(answer.code).toBe(0)
    await run('logout')
  })

  test('a second service on the same folder is refused, exit 3', async () => {
    const { code, stderr } = await gongkai(['start', '--empty'], { GONGKAI_HOME: join(home, 'state'), PORT: '0' })
    expect(stderr).toMatch(/正被另一个[^]*in use/)
    expect(code).toBe(3)
  })

  test('Ctrl-C ends it with exit 0; started again it still has its results', async () => {
    const before = (await run('results', '--json')).stdout
    expect(await service.interrupt()).toBe(0)
    expect((await run('results')).code).toBe(3)
    service = await start()
    expect((await run('results', '--json')).stdout).toBe(before)
  })
})

describe('npm start', () => {
  test('sends each sample through once, however often it is started', async () => {
    const home = mkdtempSync(join(tmpdir(), 'gongkai-samples-'))
    const environment = { GONGKAI_HOME: home, PORT: '0' }
    const first = await startService([], environment)
    const shown = first.output()
    for (const stage of ['上传', '解析', '校验', '邮件2封']) expect(shown).toMatch(new RegExp(`市场监督管理局 +✓ ${stage} `))
    expect(shown).toContain('岚屿县栖云镇人民政府  ✓ 无需邮件')
    expect(shown).toContain('岚屿县市场监督管理局 第2版  ✓ 无需邮件')
    expect(shown).toMatch(/岚屿县市场监督管理局 +2025 +第2版 +通过/)
    const addresses: unknown = JSON.parse(readFileSync(join(home, 'local.json'), 'utf8'))
    expect(z.object({ api: z.url(), mail: z.url(), s3: z.url(), bucket: z.string() }).parse(addresses).api).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    expect(await first.interrupt()).toBe(0)

    const second = await startService([], environment)
    const results = Summaries.parse(JSON.parse((await gongkai(['results', '--json'], environment)).stdout))
    // An archive among them, and the three reports in it.
    expect(results).toHaveLength(35 + 3)
    expect(await second.interrupt()).toBe(0)
    rmSync(home, { recursive: true })
  })
})

test('Ctrl-C while it starts ends it quietly, exit 0', async () => {
  const home = mkdtempSync(join(tmpdir(), 'gongkai-interrupted-'))
  const { code, stderr } = await interruptStarting({ GONGKAI_HOME: home, PORT: '0' })
  expect(stderr).toBe('')
  expect(code).toBe(0)
  rmSync(home, { recursive: true })
})

test('without a running service every command that needs one says so, exit 3', async () => {
  const environment = { GONGKAI_HOME: join(tmpdir(), 'gongkai-none') }
  const ended = await Promise.all([['results'], ['mail'], ['agencies', 'import', 'samples/agencies.csv']].map((args) => gongkai(args, environment)))
  for (const { code, stderr } of ended) {
    expect(stderr).toMatch(/公开没有在运行[^]*not running/)
    expect(code).toBe(3)
  }
})

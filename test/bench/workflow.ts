import { existsSync, readdirSync, statSync } from 'node:fs'
import { PassThrough } from 'node:stream'
import { join } from 'node:path'
import { startLocal } from '../../lib/local/index.ts'
import { locateCode } from '../../lib/local/host/code.ts'
import { Environment } from '../../lib/local/host/environment.ts'
import { readAssembly } from '../../lib/local/template/assembly.ts'
import { askTicket, importRegister, listReports, newHome, postForm, productAssembly, register, registerOf, reportText } from '../e2e/product.ts'

/**
 * `node test/bench/workflow.ts [reports]`: reports a second from the upload to the last mail, the time of a start,
 * cold start and bundle size of each function. One process does everything, the uploading included. On a machine that
 * others use as well, the processor time of a report and its requests to AWS tell more than the reports a second.
 */

const REPORTS = Number(process.argv[2] ?? 500)
const COLD_STARTS = 9
const UPLOADERS = 16

const assemblyFolder = await productAssembly()
const began = performance.now()
let [mails, requests] = [0, 0]
const stack = await startLocal({
  home: newHome(),
  port: 0,
  mailPort: 0,
  identityPort: 0,
  users: registerOf,
  assembly: assemblyFolder,
  onEvent: ({ kind }) => (mails += kind === 'mail' ? 1 : 0),
  // What functions ask for; a mail is judged by its configuration set as well.
  onCall: ({ by, resource }) => (requests += by.includes(':assumed-role/') && !resource.includes(':configuration-set/') ? 1 : 0),
})
console.log(`start, without synthesis    ${(performance.now() - began).toFixed(0)} ms`)

const assembly = readAssembly(assemblyFolder)
for (const resource of stack.model.functions) {
  const { file, exported } = locateCode(resource, assembly.assets, stack.api)
  const times: number[] = []
  for (let index = 0; index < COLD_STARTS; index += 1) {
    const before = performance.now()
    const environment = await Environment.start({
      data: { file, exported, functionName: resource.name, functionArn: resource.arn, memoryMegabytes: resource.memoryMegabytes, runtimeModules: import.meta.url },
      variables: { AWS_REGION: stack.region, ...resource.variables },
      timeoutSeconds: resource.timeoutSeconds,
      log: new PassThrough().resume(),
    })
    times.push(performance.now() - before)
    await environment.stop()
  }
  const folder = join(file, '..')
  const bytes = readdirSync(folder).reduce((sum, name) => sum + (existsSync(join(folder, name)) ? statSync(join(folder, name)).size : 0), 0)
  const median = times.sort((left, right) => left - right)[Math.floor(COLD_STARTS / 2)] ?? 0
  console.log(`${resource.logicalId.padEnd(28)}cold ${median.toFixed(0).padStart(4)} ms   bundle ${(bytes / 1024).toFixed(0).padStart(5)} KB`)
}

await importRegister(stack, stack.model.tables[0]?.name ?? '', register(REPORTS))
const texts = Array.from({ length: REPORTS }, (_, index) => reportText(`云桥县第${index + 1}镇人民政府`, { wrong: true }))
for (const round of ['cold', 'warm']) {
  const [mailsBefore, requestsBefore] = [mails, requests]
  const from = performance.now()
  const processorFrom = process.cpuUsage()
  let next = 0
  await Promise.all(
    Array.from({ length: UPLOADERS }, async () => {
      for (let index = next++; index < REPORTS; index = next++)
        await postForm(await askTicket(stack, { agency: `t${index + 1}`, year: 2024, file: 'a.txt', type: 'text/plain' }), texts[index] ?? '')
    }),
  )
  const uploaded = performance.now() - from
  while (mails < mailsBefore + 2 * REPORTS) await new Promise((resolve) => setTimeout(resolve, 50))
  const seconds = (performance.now() - from) / 1000
  const { user, system } = process.cpuUsage(processorFrom)
  const milliseconds = (user + system) / 1000 / REPORTS
  console.log(`${round}: ${REPORTS} reports uploaded in ${(uploaded / 1000).toFixed(1)} s, all mails after ${seconds.toFixed(1)} s: ${(REPORTS / seconds).toFixed(0)} reports/s, ${milliseconds.toFixed(0)} ms of processor time and ${((requests - requestsBefore) / REPORTS).toFixed(0)} requests each`)
}
console.log(`results: ${(await listReports(stack, 'limit=100')).length}`)
await stack.stop()

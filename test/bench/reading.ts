// node test/bench/reading.ts: reading, parsing and checking one report, against merely decoding and tokenizing it.
import { parse as tokenize } from 'parse5'
import { Bench } from 'tinybench'
import { check } from '../../lib/check/index.ts'
import { parse } from '../../lib/parse/index.ts'
import { read } from '../../lib/readers/index.ts'
import { SPECIMEN } from '../support/specimen.ts'
import { layoutNamed } from '../support/writers/index.ts'

const LAYOUTS = ['cell and pipe per line, merged cells as pipes', 'HTML without end tags', 'HTML as UEditor pastes it', 'HTML as Word pastes it']
const CONTEXT = { date: '2025-01-20' }

/** The least that anything must do with the bytes: decode them, and split a text into lines or a page into tags. */
function floor(bytes: Uint8Array, html: boolean): number {
  const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  return html ? tokenize(text).childNodes.length : text.split('\n').length
}

for (const name of LAYOUTS) {
  const layout = layoutNamed(name)
  const bytes = new TextEncoder().encode(layout.write(SPECIMEN))
  const bench = new Bench({ time: 1_500, warmupTime: 500 })
  bench
    .add('decode and tokenize', () => {
      floor(bytes, layout.format === 'html')
    })
    .add('read', async () => {
      await read(bytes)
    })
    .add('read and parse', async () => {
      const source = await read(bytes)
      if (source.ok) parse(source.document)
    })
    .add('read, parse, check', async () => {
      await check(bytes, 'report', CONTEXT)
    })
  await bench.run()
  console.log(`\n${name}, ${(bytes.length / 1024).toFixed(1)} KB`)
  const floorTime = bench.tasks[0]?.result
  for (const { name: task, result } of bench.tasks) {
    if (!('latency' in result) || !floorTime || !('latency' in floorTime)) continue
    const { p50, p99 } = result.latency
    console.log(`  ${task.padEnd(22)} median ${p50.toFixed(3)} ms   p99 ${p99.toFixed(3)} ms   x ${(p50 / floorTime.latency.p50).toFixed(2)}`)
  }
}

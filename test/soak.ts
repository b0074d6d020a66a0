import { spawnSync } from 'node:child_process'
import { randomInt } from 'node:crypto'

/** `npm run soak -- [rounds]`: all tests of properties, each round with other values. Ends at the first round that fails, with its seed. */
const rounds = Number(process.argv[2] ?? 10)

for (let round = 1; round <= rounds; round += 1) {
  const seed = String(randomInt(2 ** 31))
  console.log(`round ${round} of ${rounds}, PROPERTY_SEED=${seed}`)
  const { status } = spawnSync('vitest', ['related', 'test/support/property.ts', '--run', '--reporter=dot'], { stdio: 'inherit', env: { ...process.env, PROPERTY_SEED: seed } })
  if (status !== 0) {
    process.exitCode = 1
    break
  }
}

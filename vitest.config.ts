import { defineConfig } from 'vitest/config'

/** Ends what hangs. How long things take is for the benchmarks to say: a machine may be busy. */
const HANGING_MS = 300_000

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Half of the time goes into waiting: for processes, browsers, queues.
    maxWorkers: '100%',
    testTimeout: HANGING_MS,
    hookTimeout: HANGING_MS,
    expect: { poll: { timeout: 30_000 } },
  },
})

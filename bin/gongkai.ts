#!/usr/bin/env node
import { main } from '../lib/cli/program.ts'

// A reader that has seen enough (`gongkai check … | head`) closes the pipe: that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit()
})

process.exitCode = await main(process.argv.slice(2))

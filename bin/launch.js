#!/usr/bin/env node
// Runs gongkai.ts with a Node that can read TypeScript: this one, else the one that npm installed with us.
import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)

if (major > 22 || (major === 22 && minor >= 18)) {
  await import('./gongkai.ts')
} else {
  const node = bundledNode()
  if (node === null) {
    process.stderr.write(
      `公开需要 Node.js 22.18 或更高版本，这里是 ${process.version}。请从 https://nodejs.org 安装。\n` +
        `Gongkai needs Node.js 22.18 or later; this is ${process.version}. Install it from https://nodejs.org.\n`,
    )
    process.exitCode = 2
  } else {
    run(node)
  }
}

/** @returns {string | null} */
function bundledNode() {
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`
  try {
    return createRequire(import.meta.url).resolve(`${name}/bin/node${process.platform === 'win32' ? '.exe' : ''}`)
  } catch {
    return null
  }
}

/** @param {string} node */
function run(node) {
  const child = spawn(node, [fileURLToPath(new URL('./gongkai.ts', import.meta.url)), ...process.argv.slice(2)], { stdio: 'inherit' })
  // Ctrl-C reaches the child from the terminal; it decides when both end.
  process.on('SIGINT', () => undefined)
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 143)
  })
}

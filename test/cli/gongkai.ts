import { spawn, type ChildProcessByStdio } from 'node:child_process'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'

const ENTRY = fileURLToPath(new URL('../../bin/gongkai.ts', import.meta.url))

export interface Finished {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

const launch = (args: readonly string[], environment: Readonly<Record<string, string>>, detached = false): ChildProcessByStdio<null, Readable, Readable> =>
  spawn(process.execPath, [ENTRY, ...args], {
    detached,
    env: { ...process.env, NO_COLOR: '1', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })

/** Runs the command line as a process of its own, as a user would, with its standard input closed. */
export function gongkai(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<Finished> {
  return finished(launch(args, environment))
}

/** Runs it and does something with what it has printed so far, until `act` says that it is done. */
export function gongkaiWith(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  act: (printed: string) => Promise<boolean>,
): Promise<Finished> {
  const child = launch(args, environment)
  let printed = ''
  let busy: Promise<boolean> = Promise.resolve(false)
  child.stdout.on('data', (chunk: Buffer) => {
    printed += chunk.toString('utf8')
    busy = busy.then((done) => done || act(printed))
  })
  return finished(child).then((ended) => busy.then(() => ended))
}

/** Presses Ctrl-C while `gongkai start` is starting: as in a terminal, its child processes get it as well. */
export function interruptStarting(environment: Readonly<Record<string, string>>): Promise<Finished> {
  const child = launch(['start'], environment, true)
  child.stdout.once('data', () => process.kill(-(child.pid ?? 0), 'SIGINT'))
  return finished(child)
}

function finished(child: ChildProcessByStdio<null, Readable, Readable>): Promise<Finished> {
  const out: Buffer[] = []
  const err: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) =>
      resolve({ code, stdout: Buffer.concat(out).toString('utf8'), stderr: Buffer.concat(err).toString('utf8') }),
    )
  })
}

export interface Service {
  /** All that it printed so far. */
  readonly output: () => string
  /** Presses Ctrl-C; gives the exit code. */
  readonly interrupt: () => Promise<number | null>
}

/** Runs `gongkai start` until it says that it is ready. */
export function startService(args: readonly string[], environment: Readonly<Record<string, string>>): Promise<Service> {
  const child = launch(['start', ...args], environment)
  let output = ''
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  const interrupt = (): Promise<number | null> => {
    child.kill('SIGINT')
    return ended
  }
  return new Promise((resolve, reject) => {
    const hear = (chunk: Buffer): void => {
      output += chunk.toString('utf8')
      if (output.includes('按 Ctrl-C 停止')) resolve({ output: () => output, interrupt })
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    void ended.then((code) => reject(new Error(`start ended with ${String(code)}: ${output}`)))
  })
}

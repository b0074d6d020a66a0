import { writeFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** Another process works in this folder. */
export class HomeInUse extends Error {
  override readonly name = 'HomeInUse'
}

/**
 * Takes the folder for this process; gives what releases it. An open exclusive transaction of SQLite is a lock of
 * the operating system: it goes with the process, however that ends, and no process id has to be trusted.
 * Throws HomeInUse.
 */
export function lockHome(home: string): () => void {
  const pidFile = join(home, 'pid')
  const database = new DatabaseSync(join(home, 'lock.sqlite'))
  try {
    database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE')
  } catch {
    database.close()
    const holder = readPid(pidFile)
    throw new HomeInUse(
      `状态目录 ${home} 正被另一个 gongkai 进程${holder}使用；请先停止它，或用 GONGKAI_HOME 指定另一个目录。\n` +
        `The state folder ${home} is in use by another gongkai process${holder}: stop that one, or set GONGKAI_HOME to another folder.`,
    )
  }
  writeFileSync(pidFile, String(process.pid))
  return () => database.close()
}

function readPid(file: string): string {
  try {
    return ` (pid ${readFileSync(file, 'utf8')}) `
  } catch {
    return ' '
  }
}

import { examine, type Examined, rejected, reportIn } from '../check/index.ts'
import { examineUnit, type Together, unitsOf } from '../check/several.ts'
import { factsOf, type IntakeFile } from '../intake/index.ts'
import { Refusal } from '../readers/refusal.ts'
import type { Report, RuleSettings } from '../report/index.ts'
import type { RuleContext } from '../rules/index.ts'
import { pathOf, type Source } from './archives.ts'
import { readBeside, type Beside } from './beside.ts'

/** What is checked as one, and how. */
export interface CheckUnit {
  /** The name of its entry. */
  readonly file: string
  readonly examine: (context: () => Promise<RuleContext>, settings: RuleSettings) => Promise<Examined>
}

/** Reads all files of a run once: which of them make one report, and what each is compared with. */
export async function surveyed(sources: readonly Source[]): Promise<{ readonly units: readonly CheckUnit[]; readonly beside: Beside }> {
  const byPath = new Map(sources.map((source) => [pathOf(source.file), source]))
  const together = new Map<string, Together>()
  const read = async (file: string): Promise<Report | null> => {
    const source = byPath.get(pathOf(file))
    const report = source === undefined ? null : await reportOf(source)
    if (source?.within != null && report !== null) {
      const archived = source.within === 'archive'
      const facts = factsOf(report)
      // The words of thousands of reports would fill the memory; they only tell repetitions, which are noted of archives.
      together.set(file, { path: pathOf(file), facts: archived ? facts : { ...facts, words: '' }, rejection: null, archived })
    }
    return report
  }
  const beside: Beside = sources.length > 1 ? await readBeside(sources.map(({ file }) => file), read) : () => Promise.resolve({})
  const inOrder = sources.flatMap(({ file }) => together.get(file) ?? [])
  const units = unitsOf(sources.map(({ file }) => pathOf(file)), inOrder).flatMap((unit): CheckUnit[] => {
    const source = byPath.get(unit.files[0] ?? '')
    if (source === undefined) return []
    const { file } = source
    const alone = unit.files.length === 1 && unit.notes.length === 0
    return [
      {
        file,
        examine: async (context, settings) =>
          alone ? examineAlone(source, await context(), settings) : examineUnit(unit, (path) => intakeFile(path, byPath), file, await context(), settings),
      },
    ]
  })
  return { units, beside }
}

/** The report in a file, to compare others with; what is wrong with the file is told when it is checked itself. */
async function reportOf({ file, read }: Source): Promise<Report | null> {
  const bytes = await read()
  return 'code' in bytes ? null : reportIn(bytes, file).catch(() => null)
}

async function examineAlone({ file, read }: Source, context: RuleContext, settings: RuleSettings): Promise<Examined> {
  const bytes = await read()
  return 'code' in bytes ? { entry: rejected(file, bytes), document: null } : examine(bytes, file, context, settings)
}

function intakeFile(path: string, sources: ReadonlyMap<string, Source>): IntakeFile {
  return {
    path,
    read: async () => {
      const bytes = await sources.get(path)?.read()
      if (bytes instanceof Uint8Array) return bytes
      throw new Refusal(bytes?.code ?? 'unreadable-file', bytes?.message ?? '文件打不开。请检查文件是否存在。')
    },
  }
}

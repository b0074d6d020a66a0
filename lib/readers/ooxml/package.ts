import { damaged, raise } from '../refusal.ts'
import { Zip, type ZipEntry } from '../zip/index.ts'
import { attribute, parseXml } from './xml.ts'

/** A link from one part of the package to another. */
interface Relationship {
  readonly id: string
  /** The last word of its type: `styles`, `worksheet`. Strict and transitional files differ in what stands before. */
  readonly type: string
  readonly path: string
}

/** The parts of an Office file (OPC, ECMA-376 part 2), found by their relationships: their names are not fixed. */
export class OfficePackage {
  readonly #zip: Zip
  readonly #entries = new Map<string, ZipEntry | 'ambiguous'>()
  readonly #relationships = new Map<string, readonly Relationship[]>()

  /** @throws {Refusal} as all methods do: `damaged-file`, `too-large`, `password`. */
  constructor(bytes: Uint8Array) {
    this.#zip = new Zip(bytes)
    for (const entry of this.#zip.entries) {
      const key = keyOf(entry.name)
      this.#entries.set(key, this.#entries.has(key) ? 'ambiguous' : entry)
    }
  }

  /** The part that holds the document or the workbook. */
  get main(): string {
    return this.related('', 'officeDocument')[0] ?? raise(damaged())
  }

  /** The paths of the parts that `path` (`''`: the package) refers to as `type`, in the order listed. */
  related(path: string, type: string): string[] {
    return this.#relationshipsOf(path).flatMap((relationship) => (relationship.type === type ? [relationship.path] : []))
  }

  /** The path of the part that `path` refers to as `id`. */
  target(path: string, id: string): string | undefined {
    return this.#relationshipsOf(path).find((relationship) => relationship.id === id)?.path
  }

  /** The text of an XML part that something refers to: without it the file is not whole. */
  xml(path: string): string {
    return this.#find(path) ?? raise(damaged())
  }

  #find(path: string): string | null {
    const entry = this.#entries.get(keyOf(path))
    if (entry === 'ambiguous') throw damaged()
    return entry ? decodeXml(this.#zip.unpack(entry)) : null
  }

  #relationshipsOf(path: string): readonly Relationship[] {
    const known = this.#relationships.get(path)
    if (known) return known
    const folder = path.slice(0, path.lastIndexOf('/') + 1)
    const source = this.#find(`${folder}_rels/${path.slice(folder.length)}.rels`)
    const relationships = source === null ? [] : readRelationships(source, folder)
    this.#relationships.set(path, relationships)
    return relationships
  }
}

/** Names of parts are compared without regard to case. */
const keyOf = (name: string) => name.replace(/^\/+/, '').toLowerCase()

function readRelationships(source: string, folder: string): Relationship[] {
  const relationships: Relationship[] = []
  parseXml(source, {
    open(name, attributes) {
      if (name !== 'Relationship' || attribute(attributes, 'TargetMode') === 'External') return
      const [id, type, target] = ['Id', 'Type', 'Target'].map((key) => attribute(attributes, key))
      if (id === undefined || type === undefined || target === undefined) return
      relationships.push({ id, type: type.slice(type.lastIndexOf('/') + 1), path: resolve(folder, target) })
    },
    close() {},
  })
  return relationships
}

/** A path within the package; `..` ends at its root. */
function resolve(folder: string, target: string): string {
  const steps = (target.startsWith('/') ? target : folder + target).split('/')
  const path: string[] = []
  for (const step of steps) {
    if (step === '..') path.pop()
    else if (step !== '' && step !== '.') path.push(step)
  }
  return path.join('/')
}

function decodeXml(bytes: Uint8Array): string {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  return new TextDecoder().decode(bytes)
}

import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FunctionResource } from '../template/model.ts'
import { TemplateError } from '../template/template.ts'

/**
 * Finds the module and the name of a function's handler (`folder/index.handler`). Inline code is written below
 * `scratch` first. Throws TemplateError if there is no such module.
 */
export function locateCode(
  resource: Pick<FunctionResource, 'name' | 'handler' | 'code'>,
  assets: ReadonlyMap<string, string>,
  scratch: string,
): { file: string; exported: string } {
  const folder = 'inline' in resource.code ? writeInline(resource.name, resource.code.inline, scratch) : assets.get(resource.code.assetKey)
  const dot = resource.handler.lastIndexOf('.')
  const module = resource.handler.slice(0, dot)
  const file = ['.js', '.mjs', '.cjs'].map((extension) => join(folder ?? '', module + extension)).find((path) => existsSync(path))
  if (folder === undefined || file === undefined)
    throw new TemplateError(`${resource.name}: there is no module for its handler ${resource.handler}`)
  return { file, exported: resource.handler.slice(dot + 1) }
}

function writeInline(name: string, source: string, scratch: string): string {
  const folder = join(scratch, encodeURIComponent(name))
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{}\n')
  writeFileSync(join(folder, 'index.js'), source)
  return folder
}

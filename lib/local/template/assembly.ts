import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { Template, TemplateError } from './template.ts'

/** What `cdk synth` leaves behind, as far as it matters here. */
export interface Assembly {
  readonly stackName: string
  readonly template: Template
  /** Where the asset lies that the template knows by this object key. */
  readonly assets: ReadonlyMap<string, string>
}

const Manifest = z.object({
  artifacts: z.record(
    z.string(),
    z.object({
      type: z.string(),
      properties: z.object({ templateFile: z.string().optional(), stackName: z.string().optional(), file: z.string().optional() }).optional(),
    }),
  ),
})

const AssetManifest = z.object({
  files: z.record(
    z.string(),
    z.object({
      source: z.object({ path: z.string().optional() }),
      destinations: z.record(z.string(), z.object({ objectKey: z.string() })),
    }),
  ),
})

const readJson = (...path: string[]): unknown => JSON.parse(readFileSync(join(...path), 'utf8'))

/** Reads a cloud assembly. Throws TemplateError unless it holds exactly one stack. */
export function readAssembly(folder: string): Assembly {
  const { artifacts } = Manifest.parse(readJson(folder, 'manifest.json'))
  const stacks = Object.entries(artifacts).filter(([, { type }]) => type === 'aws:cloudformation:stack')
  const [stack] = stacks
  const templateFile = stack?.[1].properties?.templateFile
  if (stack === undefined || stacks.length > 1 || templateFile === undefined)
    throw new TemplateError(`${stacks.length} stacks were synthesized; exactly one can be run here`)
  const assets = Object.values(artifacts)
    .filter(({ type }) => type === 'cdk:asset-manifest')
    .flatMap(({ properties }) => Object.values(AssetManifest.parse(readJson(folder, properties?.file ?? '')).files))
    .flatMap(({ source, destinations }) =>
      Object.values(destinations).map(({ objectKey }) => [objectKey, join(folder, source.path ?? '')] as const),
    )
  return {
    stackName: stack[1].properties?.stackName ?? stack[0],
    template: Template.parse(readJson(folder, templateFile)),
    assets: new Map(assets),
  }
}

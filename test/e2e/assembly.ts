import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { App } from 'aws-cdk-lib'
import { bundleFunctions } from '../../lib/infra/bundle.ts'
import { readSettings } from '../../lib/infra/settings.ts'
import { GongkaiStack } from '../../lib/infra/stack.ts'

/** The product as it would be deployed with these settings. */
export function assemblyWith(settings: object): string {
  const outdir = join(mkdtempSync(join(tmpdir(), 'gongkai-settings-')), 'cdk.out')
  // The checks of a deployment have tests of their own.
  const app = new App({ outdir, builtinCloudFormationValidation: false })
  new GongkaiStack(app, 'Gongkai', { settings: readSettings(settings), bundles: bundleFunctions() })
  app.synth()
  return outdir
}

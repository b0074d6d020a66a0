import { App, Validations } from 'aws-cdk-lib'
import { bundleFunctions } from '../lib/infra/bundle.ts'
import { readSettings } from '../lib/infra/settings.ts'
import { GongkaiStack } from '../lib/infra/stack.ts'

const app = new App()
new GongkaiStack(app, 'Gongkai', {
  settings: readSettings(app.node.tryGetContext('gongkai')),
  bundles: bundleFunctions(),
})
// CDK's own switch for its template validation. The checks take three times as long as the synthesis, so the
// embedded AWS, which synthesizes at every start, sets it to false; a deployment never does.
if (process.env['CDK_VALIDATION'] !== 'false') {
  const { AwsSolutionsChecks } = await import('cdk-nag')
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app))
}
app.synth()

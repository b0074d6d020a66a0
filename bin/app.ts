import { App, Validations } from 'aws-cdk-lib'
import { VALIDATE_AGAINST_DEFAULT_RULES } from 'aws-cdk-lib/cx-api'
import { readSettings } from '../lib/infra/settings.ts'
import { GongkaiStack } from '../lib/infra/stack.ts'

// The checks take three times as long as the synthesis. cdk.json asks for them, so `cdk` always runs them;
// the embedded AWS runs this file by itself at every start.
const app = new App({ context: { [VALIDATE_AGAINST_DEFAULT_RULES]: false } })
new GongkaiStack(app, 'Gongkai', { settings: readSettings(app.node.tryGetContext('gongkai')) })
if (app.node.tryGetContext('checks') === true) {
  const { AwsSolutionsChecks } = await import('cdk-nag')
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app))
}
app.synth()

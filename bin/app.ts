import { App, Validations } from 'aws-cdk-lib'
import { AwsSolutionsChecks } from 'cdk-nag'
import { readSettings } from '../lib/infra/settings.ts'
import { GongkaiStack } from '../lib/infra/stack.ts'

const app = new App()
new GongkaiStack(app, 'Gongkai', { settings: readSettings(app.node.tryGetContext('gongkai')) })
Validations.of(app).addPlugins(new AwsSolutionsChecks(app))
app.synth()

export { mergeSettings } from './merge.ts'
export { checkSettings, type SettingsProblem } from './problems.ts'
export { SettingsFile, severitiesOf } from './schema.ts'

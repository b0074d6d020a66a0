import boundaries from 'eslint-plugin-boundaries'
import { defineConfig } from 'eslint/config'
import tseslint from 'typescript-eslint'

/** Which room may import which; the same table as in docs/architecture.md. Own room always; anything else is refused. */
const arrows = {
  report: [],
  readers: ['report'],
  parse: ['report', 'readers'],
  claims: ['report'],
  similarity: ['report'],
  rules: ['report', 'claims', 'similarity'],
  score: ['report'],
  mail: ['report', 'rules'],
  intake: ['report', 'readers', 'parse'],
  check: ['report', 'readers', 'parse', 'similarity', 'rules', 'score', 'intake'],
  page: ['report', 'readers', 'rules'],
  workbook: ['report', 'rules'],
  access: [],
  tally: ['report'],
  register: ['report', 'readers', 'store'],
  store: ['report', 'tally', 'similarity'],
  infra: ['report', 'store', 'access', 'functions'],
  local: ['report'],
  cli: ['report', 'readers', 'check', 'intake', 'mail', 'page', 'workbook', 'register', 'store', 'local', 'rules', 'tally'],
  functions: ['report', 'readers', 'parse', 'similarity', 'rules', 'score', 'mail', 'check', 'intake', 'page', 'workbook', 'access', 'tally', 'register', 'store'],
}
const pure = ['report', 'readers', 'parse', 'claims', 'similarity', 'rules', 'score', 'mail', 'intake', 'check', 'page', 'workbook', 'access', 'tally']

export default defineConfig(
  { ignores: ['node_modules', 'cdk.out', '.gongkai', 'coverage', 'dist'] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: { allowDefaultProject: ['eslint.config.js', 'bin/launch.js'] } } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      'no-console': 'error',
    },
  },
  {
    files: ['lib/**/*.ts', 'functions/**/*.ts'],
    plugins: { boundaries },
    settings: {
      'boundaries/elements': [
        ...Object.keys(arrows)
          .filter((room) => room !== 'functions')
          .map((room) => ({ type: room, pattern: `lib/${room}` })),
        { type: 'functions', pattern: 'functions' },
        { type: 'bin', pattern: 'bin' },
        { type: 'test', pattern: 'test' },
      ],
      'import/resolver': { node: { extensions: ['.ts', '.js'] } },
    },
    rules: {
      'boundaries/dependencies': [
        'error',
        {
          default: 'disallow',
          policies: [
            { allow: { to: { module: { origin: ['external', 'core'] } } } },
            ...Object.entries(arrows).map(([room, targets]) => ({
              from: { element: { type: room } },
              allow: { to: { element: { types: { anyOf: [room, ...targets] } } } },
            })),
          ],
        },
      ],
    },
  },
  {
    files: pure.map((room) => `lib/${room}/**/*.ts`),
    rules: {
      'no-restricted-imports': ['error', { patterns: ['node:*', 'fs', 'path', 'os', '@aws-sdk/*', '@middy/*', '@aws-lambda-powertools/*'] }],
      'no-restricted-globals': ['error', 'process', 'performance', 'fetch', 'setTimeout', 'setInterval'],
      'no-restricted-syntax': [
        'error',
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'The date is an argument.' },
        { selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']", message: 'The date is an argument.' },
        { selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']", message: 'Same bytes, same result.' },
      ],
    },
  },
  // pdf.js runs in a thread that can be ended; that thread and its limits are not pure (docs/decisions/pdf-in-a-thread.md).
  { files: ['lib/readers/pdf/worker/*.ts'], rules: { 'no-restricted-imports': 'off', 'no-restricted-globals': 'off' } },
  { files: ['bin/**/*.ts', 'lib/cli/**/*.ts', 'test/bench/**/*.ts', 'test/corpus/run.ts', 'test/soak.ts'], rules: { 'no-console': 'off' } },
  {
    files: ['test/**/*.ts'],
    ignores: ['test/bench/**', 'test/support/property.ts'],
    rules: { 'no-restricted-imports': ['error', { name: 'fast-check', message: 'test/support/property.ts has it, with the seed.' }] },
  },
)

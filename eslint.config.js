import boundaries from 'eslint-plugin-boundaries'
import tseslint from 'typescript-eslint'

const rooms = ['report', 'readers', 'parse', 'rules', 'score', 'mail', 'check', 'store', 'infra', 'local', 'cli']

export default tseslint.config(
  { ignores: ['node_modules', 'cdk.out', '.gongkai', 'coverage', 'dist'] },
  ...tseslint.configs.strictTypeChecked,
  { languageOptions: { parserOptions: { projectService: { allowDefaultProject: ['eslint.config.js'] } } } },
)

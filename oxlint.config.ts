import { defineConfig } from 'oxlint';
import { zones } from './scripts/check/zones.ts';

/** The lint rules; the import zones stand in scripts/check/zones.ts as a table. */
export default defineConfig({
  options: { typeAware: true, denyWarnings: true },
  plugins: ['typescript', 'unicorn', 'oxc', 'import', 'promise', 'react', 'jsx-a11y', 'vitest'],
  categories: { correctness: 'error' },
  ignorePatterns: ['build/**', 'dist/**', '.data/**', 'tour/**', 'test/fixtures/lint/**', 'node_modules/**'],
  rules: {
    'import/no-cycle': 'error',
    'import/no-default-export': 'error',
    'unicorn/filename-case': ['error', { case: 'kebabCase' }],
    'no-restricted-exports': 'off',
    eqeqeq: 'error',
    'typescript/no-explicit-any': 'error',
    'typescript/no-non-null-assertion': 'error',
    'typescript/no-namespace': 'error',
    'typescript/only-throw-error': 'error',
    'typescript/switch-exhaustiveness-check': 'error',
    'typescript/no-floating-promises': 'error',
    'typescript/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
    'typescript/no-unsafe-argument': 'error',
    'typescript/no-unsafe-assignment': 'error',
    'typescript/no-unsafe-call': 'error',
    'typescript/no-unsafe-member-access': 'error',
    'typescript/no-unsafe-return': 'error',
    'typescript/return-await': 'error',
    'typescript/consistent-type-imports': 'error',
    'react/react-in-jsx-scope': 'off',
    // A panel that opens puts the focus into its first field: the keyboard user is where the work is.
    'jsx-a11y/no-autofocus': 'off',
  },
  overrides: [
    ...zones.map((zone) => ({
      files: [...zone.files],
      rules: {
        'no-restricted-imports': ['error', { patterns: zone.forbidden.map((rule) => ({ ...rule })) }] as never,
      },
    })),
    { files: ['src-main/**', 'src-renderer/**', 'server/**', 'contracts/**'], rules: { 'no-console': 'error' } },
    { files: ['*.config.ts', '**/*.config.ts'], rules: { 'import/no-default-export': 'off' } },
    { files: ['**/*.d.ts'], rules: { 'import/no-default-export': 'off' } },
    {
      // Plain JavaScript: nothing declares its types.
      files: ['**/*.{mjs,cjs,js}'],
      rules: {
        'typescript/no-unsafe-argument': 'off',
        'typescript/no-unsafe-assignment': 'off',
        'typescript/no-unsafe-call': 'off',
        'typescript/no-unsafe-member-access': 'off',
        'typescript/no-unsafe-return': 'off',
      },
    },
    // Playwright reads from the pattern which fixtures a fixture needs; none is an empty one.
    { files: ['test/e2e/**/*.ts'], rules: { 'no-empty-pattern': 'off' } },
    { files: ['test/**'], rules: { 'typescript/no-non-null-assertion': 'off' } },
  ],
});

import { defineConfig } from 'oxlint';
import { zones } from './scripts/check/zones.ts';

/** The rules against letting an `any` flow on. */
const unsafe = (severity: 'error' | 'off'): Record<string, 'error' | 'off'> => ({
  'typescript/no-unsafe-argument': severity,
  'typescript/no-unsafe-assignment': severity,
  'typescript/no-unsafe-call': severity,
  'typescript/no-unsafe-member-access': severity,
  'typescript/no-unsafe-return': severity,
});

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
    eqeqeq: ['error', 'always', { null: 'ignore' }],
    'typescript/no-explicit-any': 'error',
    'typescript/no-non-null-assertion': 'error',
    'typescript/no-namespace': 'error',
    'typescript/only-throw-error': 'error',
    'typescript/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    'typescript/no-floating-promises': 'error',
    'typescript/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
    ...unsafe('error'),
    'typescript/return-await': ['error', 'error-handling-correctness-only'],
    // Collaborators are objects of closures: none has a `this` to lose.
    'typescript/unbound-method': 'off',
    // Code points are what names, passwords and numbers are read by.
    'typescript/no-misused-spread': ['error', { allow: ['string'] }],
    'typescript/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
    'react/react-in-jsx-scope': 'off',
    // Effects load what a prop names, and nothing here is compiled by the React compiler.
    'react/set-state-in-effect': 'off',
    'react/incompatible-library': 'off',
    // Accessibility is judged by axe in the real window, on every screen (`npm run access`).
    // Our own panels put the focus where the work is, by the components' property; a bare element never takes it while a page is read.
    'jsx-a11y/no-autofocus': ['error', { ignoreNonDOM: true }],
    // It knows HTML alone and takes no exception: it wants a form's <output> for a status, a <datalist> for a list of documents, an <input> for a curve.
    'jsx-a11y/prefer-tag-over-role': 'off',
    // What scrolls must be reached by the keyboard, and an application is where its keys act.
    'jsx-a11y/no-noninteractive-tabindex': ['error', { roles: ['region', 'application'], tags: [] }],
    // A list, a table or the viewer hears the keys of what it holds, and a place takes what is dropped on it; none is clicked.
    'jsx-a11y/no-noninteractive-element-interactions': ['error', { handlers: ['onClick', 'onMouseDown', 'onMouseUp'] }],
    'jsx-a11y/no-static-element-interactions': ['error', { handlers: ['onClick', 'onMouseDown', 'onMouseUp'] }],
    // Tables of cases and generated values assert in loops, and say in a message which value it was.
    'vitest/valid-expect': ['error', { maxArgs: 2 }],
    'vitest/no-conditional-expect': 'off',
    'vitest/no-standalone-expect': 'off',
    'vitest/expect-expect': ['error', { assertFunctionNames: ['expect*', 'assert*', 'fc.assert', '*.expect*'] }],
    'vitest/require-to-throw-message': 'off',
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
    // Plain JavaScript, of which nothing declares the types, and tests: what an answer's JSON is, the assertion finds out.
    { files: ['**/*.{mjs,cjs,js}', 'test/**'], rules: unsafe('off') },
    // Playwright reads from the pattern which fixtures a fixture needs; none is an empty one.
    {
      files: ['test/e2e/**', 'test/bench/**'],
      rules: {
        'no-empty-pattern': 'off',
        'vitest/expect-expect': 'off',
        'vitest/no-standalone-expect': 'off',
        'vitest/valid-expect': 'off',
        'react/globals': 'off',
      },
    },
    { files: ['test/**'], rules: { 'typescript/no-non-null-assertion': 'off' } },
  ],
});

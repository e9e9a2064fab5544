import js from '@eslint/js'
import prettier from 'eslint-config-prettier'
import vue from 'eslint-plugin-vue'
import globals from 'globals'
import ts from 'typescript-eslint'

export default ts.config(
  {
    ignores: [
      'src/teahouse/static/**',
      '**/dist/**',
      'web/kit/src/api/network.ts',
      'web/kit/src/api/suite.ts',
    ],
  },
  js.configs.recommended,
  ...ts.configs.strictTypeChecked.map((config) => ({
    ...config,
    files: ['web/**/*.ts', 'web/**/*.vue'],
  })),
  ...vue.configs['flat/recommended'],
  {
    files: ['web/**/*.ts', 'web/**/*.vue'],
    languageOptions: {
      globals: globals.browser,
      parserOptions: {
        parser: ts.parser,
        project: './web/tsconfig.json',
        extraFileExtensions: ['.vue'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      // A promise handler on an event is how Vue templates call async code.
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      // vue-tsc knows the types of templates; the compiler finds undefined names.
      'no-undef': 'off',
    },
  },
  {
    files: ['web/**/*.vue'],
    rules: {
      'vue/block-order': ['error', { order: ['script', 'template', 'style'] }],
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/no-v-html': 'error',
      'vue/multi-word-component-names': 'off',
      'vue/require-default-prop': 'off',
      'vue/no-static-inline-styles': 'error',
      'vue/no-unused-refs': 'error',
      'vue/html-button-has-type': 'error',
      'max-lines': ['error', 300],
    },
  },
  {
    // To the linter each component is a project of its own, which takes a minute; vue-tsc checks their types.
    ...ts.configs.disableTypeChecked,
    files: ['web/**/*.vue'],
    languageOptions: { parserOptions: { parser: ts.parser, projectService: false, project: false } },
  },
  {
    // The linter cannot see the types of .vue imports; vue-tsc checks these uses.
    files: ['web/*/src/main.ts', 'web/*/src/app/main.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  { files: ['web/**/*.ts'], rules: { 'max-lines': ['error', 300] } },
  { files: ['web/**/*.js', '*.js'], languageOptions: { globals: globals.node } },
  { files: ['web/*/public/**/*.js'], languageOptions: { globals: globals.serviceworker } },
  { files: ['web/**/i18n/*.ts'], rules: { 'max-lines': 'off' } },
  prettier,
)

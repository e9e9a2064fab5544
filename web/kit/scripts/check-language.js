// Every surface keeps its words in web/<surface>/src/i18n/zh-CN.json and en.json. This checks that both
// have exactly the same keys and placeholders, that every key named in the source exists and every key
// is named somewhere, and that no template or script of a component holds literal Chinese.
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const web = fileURLToPath(new URL('../../', import.meta.url))
const HAN = /\p{Script=Han}/u
const problems = []

function flatten(tree, prefix = '') {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[prefix + key, value]] : flatten(value, `${prefix}${key}.`),
  )
}

function sources(folder) {
  return readdirSync(folder, { recursive: true })
    .map((name) => path.join(folder, String(name)))
    .filter((name) => /\.(vue|ts)$/.test(name) && !name.endsWith('.test.ts'))
}

function placeholders(text) {
  return [...text.matchAll(/\{(\w+)\}/g)]
    .map((match) => match[1])
    .sort()
    .join(' ')
}

function compare(surface, chinese, english) {
  for (const key of chinese.keys()) if (!english.has(key)) problems.push(`${surface}: ${key} lacks English`)
  for (const [key, text] of english) {
    const other = chinese.get(key)
    if (other === undefined) problems.push(`${surface}: ${key} lacks Chinese`)
    else if (placeholders(text) !== placeholders(other) && !text.includes(' | '))
      problems.push(`${surface}: ${key} has different placeholders`)
    if (text.trim() === '' || other?.trim() === '') problems.push(`${surface}: ${key} is empty`)
    if (HAN.test(text)) problems.push(`${surface}: ${key} is Chinese in en.json`)
  }
}

function checkKeys(surface, keys, files) {
  const exact = new Set()
  const prefixes = new Set()
  for (const [file, text] of files) {
    for (const [, key] of text.matchAll(/\bt\(\s*['"]([\w.-]+)['"]/g)) {
      if (!keys.has(key)) problems.push(`${file}: unknown key ${key}`)
    }
    for (const [, key] of text.matchAll(/['"]([\w-]+(?:\.[\w-]+)+)['"]/g)) exact.add(key)
    for (const [, start] of text.matchAll(/`([\w-]+(?:\.[\w-]+)*\.[\w-]*)\$\{/g)) prefixes.add(start)
  }
  for (const key of keys.keys()) {
    if (exact.has(key) || [...prefixes].some((start) => key.startsWith(start))) continue
    problems.push(`${surface}: ${key} is used nowhere`)
  }
}

function checkLiterals(file, text) {
  const template = /<template>[\s\S]*<\/template>/.exec(text)?.[0] ?? ''
  template
    .replace(/<!--[\s\S]*?-->/g, '')
    .split('\n')
    .forEach((line) => {
      if (HAN.test(line)) problems.push(`${file}: literal Chinese in a template: ${line.trim()}`)
    })
}

for (const surface of ['phone', 'mp', 'console', 'h5']) {
  const source = path.join(web, surface, 'src')
  if (!existsSync(source)) continue
  const files = sources(source).map((name) => [path.relative(web, name), readFileSync(name, 'utf8')])
  for (const [file, text] of files) if (file.endsWith('.vue')) checkLiterals(file, text)
  const folder = path.join(source, 'i18n')
  if (!existsSync(path.join(folder, 'zh-CN.json'))) continue
  const read = (language) =>
    new Map(flatten(JSON.parse(readFileSync(path.join(folder, `${language}.json`), 'utf8'))))
  const chinese = read('zh-CN')
  compare(surface, chinese, read('en'))
  checkKeys(surface, chinese, files)
}

for (const problem of problems) console.error(problem)
if (problems.length > 0) process.exit(1)
console.log('Both languages are complete.')

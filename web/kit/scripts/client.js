// Writes the typed API of each app from its OpenAPI document. With --check nothing is written, and
// the exit status says whether a written file differs from its document.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import openapi, { astToString } from 'openapi-typescript'

const folder = new URL('../src/api/', import.meta.url)
const check = process.argv.includes('--check')
let stale = 0

for (const app of ['network', 'suite']) {
  const source = new URL(`${app}.json`, folder)
  const target = new URL(`${app}.ts`, folder)
  if (!existsSync(source)) {
    console.log(`${app}: no ${app}.json yet`)
    continue
  }
  const text = `// Generated from ${app}.json by \`npm run client\`.\n${astToString(await openapi(source))}`
  if (existsSync(target) && readFileSync(target, 'utf8') === text) continue
  stale += 1
  console.log(`${app}: ${check ? 'differs from its document' : `wrote ${fileURLToPath(target)}`}`)
  if (!check) writeFileSync(target, text)
}

if (check && stale > 0) process.exit(1)

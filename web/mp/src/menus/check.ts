/** What the platform would refuse, said before it is asked. The server decides; this only saves a round trip. */
import { LIMITS, TEXT_LIMIT, byteLength, fieldName, type MenuNode, type Path } from './model'
import { FIELDS_OF_TYPE, type ButtonField } from './types'

export type Fault = 'required' | 'too_long' | 'bad_url'

/** Field name (`buttons.0.name`) to what is wrong with it. */
export type Faults = Record<string, Fault>

export function check(nodes: readonly MenuNode[]): Faults {
  const faults: Faults = {}
  for (const [top, node] of nodes.entries()) {
    checkButton(node, [top], faults)
    for (const [child, each] of node.children.entries()) checkButton(each, [top, child], faults)
  }
  return faults
}

/** The button a fault belongs to, so that the editor can open it. */
export function pathOfField(field: string): Path | null {
  const match = /^buttons?\.(\d+)(?:\.sub_button\.(\d+))?/.exec(field)
  if (!match) return null
  const top = Number(match[1])
  return match[2] === undefined ? [top] : [top, Number(match[2])]
}

function checkButton(node: MenuNode, path: Path, faults: Faults): void {
  const note = (field: string, fault: Fault | null): void => {
    if (fault) faults[fieldName(path, field)] = fault
  }
  note('name', checkLength(node.name, path.length === 1 ? LIMITS.topName : LIMITS.childName))
  if (node.children.length > 0) return
  for (const field of FIELDS_OF_TYPE[node.type]) note(field, checkField(field, node[field].trim()))
}

function checkField(field: ButtonField, value: string): Fault | null {
  if (field === 'key') return checkLength(value, LIMITS.key)
  if (field === 'url')
    return checkLength(value, LIMITS.url) ?? (/^https?:\/\/\S+$/i.test(value) ? null : 'bad_url')
  if (field === 'value' && value.length > TEXT_LIMIT) return 'too_long'
  return value ? null : 'required'
}

function checkLength(value: string, limit: number): Fault | null {
  if (!value.trim()) return 'required'
  return byteLength(value) > limit ? 'too_long' : null
}

/** The four kinds of code with a scene: how long they live, and what a scene may be. */
import type { ActionName } from './api'

export function isTemporary(action: ActionName): boolean {
  return action === 'QR_SCENE' || action === 'QR_STR_SCENE'
}

export function isNumeric(action: ActionName): boolean {
  return action === 'QR_SCENE' || action === 'QR_LIMIT_SCENE'
}

export function actionOf(temporary: boolean, numeric: boolean): ActionName {
  if (temporary) return numeric ? 'QR_SCENE' : 'QR_STR_SCENE'
  return numeric ? 'QR_LIMIT_SCENE' : 'QR_LIMIT_STR_SCENE'
}

/** The largest scene number, or the longest scene text. */
export function sceneLimit(action: ActionName): number {
  if (!isNumeric(action)) return 64
  return action === 'QR_SCENE' ? 4_294_967_295 : 100_000
}

export function sceneFits(action: ActionName, scene: string): boolean {
  const text = scene.trim()
  if (!isNumeric(action)) return text.length >= 1 && text.length <= sceneLimit(action)
  return /^[1-9]\d*$/.test(text) && Number(text) <= sceneLimit(action)
}

export const DAY = 86_400
export const LONGEST_DAYS = 30

import { ref, watch } from 'vue'
import { say } from '../language'
import { preview } from './preview'
import type { DeskMessage } from './types'

const key = 'teahouse.desk.sound'

/** A short sound with each new message; off until somebody wants it. */
export const sound = ref(localStorage.getItem(key) === 'on')
watch(sound, (on) => localStorage.setItem(key, on ? 'on' : 'off'))

/** What the live region reads out. */
export const lastAnnouncement = ref('')

let audio: AudioContext | null = null

/** Two soft notes, made here so that no file has to load. */
export function chime(): void {
  audio ??= new AudioContext()
  const start = audio.currentTime
  for (const [index, pitch] of [660, 880].entries()) {
    const note = audio.createOscillator()
    const volume = audio.createGain()
    const at = start + index * 0.12
    note.frequency.value = pitch
    volume.gain.setValueAtTime(0.0001, at)
    volume.gain.exponentialRampToValueAtTime(0.12, at + 0.02)
    volume.gain.exponentialRampToValueAtTime(0.0001, at + 0.3)
    note.connect(volume).connect(audio.destination)
    note.start(at)
    note.stop(at + 0.32)
  }
}

export function announce(nickname: string, message: DeskMessage): void {
  lastAnnouncement.value = say('desk.announced', {
    name: nickname || say('desk.a_fan'),
    text: preview(message),
  })
  if (sound.value) chime()
}

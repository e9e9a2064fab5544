import { ref } from 'vue'

let audio: HTMLAudioElement | null = null

/** The address that is being played: one voice at a time. */
export const playing = ref<string | null>(null)

export function stopVoice(): void {
  audio?.pause()
  audio = null
  playing.value = null
}

/** Rejects when the browser cannot play it. */
export async function playVoice(url: string): Promise<void> {
  stopVoice()
  const sound = new Audio(url)
  audio = sound
  playing.value = url
  sound.onended = stopVoice
  try {
    await sound.play()
  } catch (reason) {
    stopVoice()
    throw reason
  }
}

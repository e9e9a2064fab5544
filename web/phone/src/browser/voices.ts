const LONGEST_MS = 60_000

/** Recording and playing for pages: one voice at a time, a minute at most. */
export function useVoices(onRecordEnd: (voice: Blob) => void, onPlayEnd: (voice: Blob) => void) {
  let recorder: MediaRecorder | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let playing: { voice: Blob; audio: HTMLAudioElement } | null = null

  async function start(): Promise<void> {
    if (recorder) throw new Error('recording already')
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true })
    recorder = new MediaRecorder(stream)
    recorder.start()
    timer = setTimeout(() => void stop().then(onRecordEnd), LONGEST_MS)
  }

  function stop(): Promise<Blob> {
    const present = recorder
    recorder = null
    clearTimeout(timer)
    if (!present) return Promise.reject(new Error('not recording'))
    return new Promise((resolve) => {
      present.ondataavailable = ({ data }) => resolve(data)
      present.stop()
      present.stream.getTracks().forEach((track) => track.stop())
    })
  }

  async function play(voice: Blob): Promise<void> {
    if (playing?.voice !== voice) {
      halt()
      const audio = new Audio(URL.createObjectURL(voice))
      audio.onended = () => {
        halt()
        onPlayEnd(voice)
      }
      playing = { voice, audio }
    }
    await playing.audio.play()
  }

  const pause = (): void => playing?.audio.pause()

  function halt(): void {
    if (!playing) return
    playing.audio.pause()
    URL.revokeObjectURL(playing.audio.src)
    playing = null
  }

  function close(): void {
    halt()
    void stop().catch(() => undefined)
  }

  return { start, stop, play, pause, halt, close }
}

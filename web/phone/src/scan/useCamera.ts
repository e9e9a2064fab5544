import { onScopeDispose, ref, type Ref } from 'vue'

export type CameraState = 'starting' | 'on' | 'denied' | 'none'

const EVERY = 250

/** The camera behind the viewfinder; each quarter second a frame goes to `look` until it finds something. */
export function useCamera(
  video: Ref<HTMLVideoElement | undefined>,
  look: (frame: ImageData) => Promise<boolean>,
) {
  const state = ref<CameraState>('starting')
  const canvas = document.createElement('canvas')
  let stream: MediaStream | null = null
  let stopped = false

  function frame(source: HTMLVideoElement): ImageData | null {
    if (source.videoWidth === 0) return null
    const scale = Math.min(1, 800 / source.videoWidth)
    canvas.width = Math.round(source.videoWidth * scale)
    canvas.height = Math.round(source.videoHeight * scale)
    const context = canvas.getContext('2d', { willReadFrequently: true })
    if (!context) return null
    context.drawImage(source, 0, 0, canvas.width, canvas.height)
    return context.getImageData(0, 0, canvas.width, canvas.height)
  }

  async function watchFrames(): Promise<void> {
    while (!stopped) {
      const picture = video.value ? frame(video.value) : null
      if (picture && (await look(picture))) return
      await new Promise((resolve) => setTimeout(resolve, EVERY))
    }
  }

  async function start(): Promise<void> {
    stopped = false
    // Without a secure page there is no `mediaDevices` at all.
    const devices = navigator.mediaDevices as MediaDevices | undefined
    if (!devices) {
      state.value = 'none'
      return
    }
    try {
      stream = await devices.getUserMedia({ video: { facingMode: 'environment' }, audio: false })
    } catch (reason) {
      state.value = reason instanceof DOMException && reason.name === 'NotAllowedError' ? 'denied' : 'none'
      return
    }
    // The page may have been left while the person was asked.
    if (isStopped() || !video.value) {
      stop()
      return
    }
    video.value.srcObject = stream
    await video.value.play().catch(() => undefined)
    state.value = 'on'
    await watchFrames()
  }

  const isStopped = () => stopped

  function stop(): void {
    stopped = true
    stream?.getTracks().forEach((track) => track.stop())
    stream = null
  }

  onScopeDispose(stop)
  return { state, start, stop }
}

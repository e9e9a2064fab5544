import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import wasm from 'zxing-wasm/reader/zxing_reader.wasm?url'

// The decoder comes with the phone: nothing is fetched from anywhere else.
prepareZXingModule({ overrides: { locateFile: () => wasm } })

/** The text of the first QR code in a picture or video frame; null when there is none. */
export async function decode(picture: Blob | ImageData): Promise<string | null> {
  const found = await readBarcodes(picture, { formats: ['QRCode'], tryHarder: true, maxNumberOfSymbols: 1 })
  return found.find((one) => one.isValid)?.text ?? null
}

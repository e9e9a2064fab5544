import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'

/**
 * The Vite configuration of one surface: served under /<name>/, built into the Python package's
 * static folder. In development, API calls go to the process in TEAHOUSE_API.
 * @param {'phone' | 'mp' | 'console' | 'h5'} name
 * @param {import('vite').UserConfig} [extra] merged over the defaults
 * @returns {import('vite').UserConfig}
 */
export function surface(name, extra = {}) {
  const home = name === 'console' || name === 'h5' ? 'http://127.0.0.1:8100' : 'http://127.0.0.1:8000'
  const target = process.env.TEAHOUSE_API ?? home
  // The server compares Origin with Host; the proxy keeps both pointing at the target.
  const forward = { target, changeOrigin: true, ws: true, headers: { origin: target } }
  return {
    base: `/${name}/`,
    plugins: [vue(), ...(extra.plugins ?? [])],
    build: {
      outDir: fileURLToPath(new URL(`../../src/teahouse/static/${name}`, import.meta.url)),
      emptyOutDir: true,
      target: ['chrome87', 'safari14'],
      chunkSizeWarningLimit: 900,
      ...extra.build,
    },
    server: { host: '127.0.0.1', proxy: { '/api': forward, '/sandbox': forward }, ...extra.server },
    test: { environment: 'happy-dom', include: ['src/**/*.test.ts'], ...extra.test },
    resolve: extra.resolve,
  }
}

// Keeps the shell of the phone, so that it opens without a network. Data is never cached: it lives behind /api.
const SHELL = 'teahouse-phone-1'
const HOME = '/phone/'

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(SHELL).then((cache) => cache.add(HOME)))
  self.skipWaiting()
})

self.addEventListener('activate', (event) => {
  const old = (names) => names.filter((name) => name.startsWith('teahouse-phone-') && name !== SHELL)
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(old(names).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  )
})

/** The page from the network, so that a new version shows at once; the kept one when there is no network. */
async function page(request) {
  try {
    const answer = await fetch(request)
    if (answer.ok) {
      const cache = await caches.open(SHELL)
      await cache.put(HOME, answer.clone())
      await forget(cache, await answer.clone().text())
    }
    return answer
  } catch (reason) {
    const kept = await caches.match(HOME)
    if (kept) return kept
    throw reason
  }
}

/** Built files carry a hash in their name: once fetched they never change. */
async function asset(request) {
  const kept = await caches.match(request)
  if (kept) return kept
  const answer = await fetch(request)
  if (answer.ok) {
    const cache = await caches.open(SHELL)
    await cache.put(request, answer.clone())
  }
  return answer
}

/** When the page names another main script, the files of the version before are dropped. */
async function forget(cache, html) {
  const main = /src="([^"]+\.js)"/.exec(html)?.[1]
  if (main === undefined || (await cache.match(main))) return
  const requests = await cache.keys()
  await Promise.all(
    requests
      .filter((one) => new URL(one.url).pathname.startsWith('/phone/assets/'))
      .map((one) => cache.delete(one)),
  )
}

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin) return
  if (request.mode === 'navigate' && url.pathname === HOME) event.respondWith(page(request))
  else if (url.pathname.startsWith('/phone/assets/') || url.pathname.startsWith('/phone/icons/'))
    event.respondWith(asset(request))
})

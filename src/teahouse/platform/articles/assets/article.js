// The buttons of an article's page. It is served as it stands: no build, no dependency.
const { page, appid, failed, confirm: question } = document.body.dataset
const csrf = document.querySelector('meta[name=csrf]').content
const status = document.getElementById('status')
let timer

function tell(text) {
  status.textContent = text
  clearTimeout(timer)
  timer = setTimeout(() => (status.textContent = ''), 3000)
}

async function call(method, path, body) {
  const response = await fetch(path, {
    method,
    headers: { 'X-CSRF-Token': csrf, ...(body ? { 'Content-Type': 'application/json' } : {}) },
    body: body ? JSON.stringify(body) : undefined,
    keepalive: true,
  })
  const answer = response.status === 204 ? null : await response.json().catch(() => null)
  if (!response.ok) throw new Error(answer?.message ?? failed)
  return answer
}

/** Does what a button is for, once at a time; what goes wrong is said. */
async function act(button, what) {
  button.disabled = true
  try {
    await what()
  } catch (reason) {
    tell(reason instanceof TypeError ? failed : reason.message)
  } finally {
    button.disabled = button.dataset.over === 'true'
  }
}

const like = document.getElementById('like')
like?.addEventListener('click', () =>
  act(like, async () => {
    const likes = like.getAttribute('aria-pressed') !== 'true'
    const answer = await call(likes ? 'PUT' : 'DELETE', `/api/phone/articles/${page}/like`)
    like.setAttribute('aria-pressed', String(likes))
    like.querySelector('b').textContent = answer.likes
  }),
)

const follow = document.getElementById('follow')
follow?.addEventListener('click', () =>
  act(follow, async () => {
    await call('POST', `/api/phone/accounts/${appid}/follow`, { source: 'article' })
    follow.textContent = follow.dataset.done
    follow.dataset.over = 'true'
  }),
)

const form = document.getElementById('write')
form?.addEventListener('submit', (event) => {
  event.preventDefault()
  void act(form.querySelector('button'), async () => {
    await call('POST', `/api/phone/articles/${page}/comments`, { text: form.elements.text.value })
    window.location.reload()
  })
})

for (const button of document.querySelectorAll('[data-withdraw]'))
  button.addEventListener('click', () => {
    if (!window.confirm(question)) return
    void act(button, async () => {
      await call('DELETE', `/api/phone/articles/${page}/comments/${button.dataset.withdraw}`)
      window.location.reload()
    })
  })

/** The phone that shows this page in its browser, if one does. */
function phone() {
  try {
    const outer = window.parent
    return outer !== window && outer.location.pathname.startsWith('/phone') ? outer : null
  } catch {
    return null
  }
}

/** Buttons for notifications: the phone asks, and tells what became of it. */
for (const button of document.querySelectorAll('wx-open-subscribe[template]')) {
  button.setAttribute('role', 'button')
  button.tabIndex = 0
  const ask = () => {
    const outer = phone()
    const templates = button.getAttribute('template')
    if (outer) outer.postMessage({ teahouse: 'subscribe', appid, templates }, window.location.origin)
    else tell(document.body.dataset.phoneOnly)
  }
  button.addEventListener('click', ask)
  button.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') ask()
  })
}
window.addEventListener('message', (event) => {
  if (event.origin !== window.location.origin || event.data?.teahouse !== 'subscribed') return
  const { err_msg: result, subscribeDetails } = event.data.answer
  if (result !== 'subscribe:ok') tell(failed)
  else if (subscribeDetails.includes('accept')) tell(document.body.dataset.subscribed)
})

for (const link of document.querySelectorAll('[data-out]'))
  link.addEventListener('click', () => {
    if (csrf) call('POST', `/api/phone/articles/${page}/original`).catch(() => {})
  })

document.addEventListener('click', (event) => {
  const link = event.target instanceof Element ? event.target.closest('a[href]') : null
  const outer = phone()
  if (!link || !outer || event.defaultPrevented) return
  event.preventDefault()
  outer.location.hash = link.hasAttribute('data-phone')
    ? link.hash || '#/me'
    : `#/browse?url=${encodeURIComponent(link.href)}`
})

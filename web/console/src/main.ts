import { createPinia } from 'pinia'
import { createApp } from 'vue'
import { access } from './api'
import App from './App.vue'
import { language } from './language'
import { useSession } from './organization/session'
import { router } from './router'
import './styles/element.css'
import './theme.css'
import './styles/base.css'

// A link without the hash, such as one typed by hand or made by an older server, still finds its page.
const tail = window.location.pathname.replace(/^\/console\/?/u, '')
if (tail !== '' && tail !== 'index.html')
  window.location.replace(`/console/#/${tail}${window.location.search}`)

const app = createApp(App).use(createPinia()).use(language.plugin)

access.onSignedOut = () => {
  const session = useSession()
  if (session.staff === null) return
  session.forget()
  void router.push({ path: '/sign-in', query: { back: router.currentRoute.value.fullPath } })
}

app.use(router).mount('#app')

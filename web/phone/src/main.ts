import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './app/App.vue'
import { language } from './app/language'
import { router } from './app/router'
import { followDark } from './settings/look'
import './styles/vant'
import './theme.css'
import './styles/base.css'
import './styles/vant.css'
import './conversations/bubbles/bubble.css'

followDark()
createApp(App).use(createPinia()).use(language.plugin).use(router).mount('#app')

if ('serviceWorker' in navigator && import.meta.env.PROD) {
  void navigator.serviceWorker.register(`${import.meta.env.BASE_URL}sw.js`).catch(() => undefined)
}

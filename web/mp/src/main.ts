import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './App.vue'
import { installElement } from './element'
import { language } from './language'
import { router } from './router'
import './styles/base.css'
import './theme.css'
import './styles/element.css'

const app = createApp(App)
app.use(createPinia())
app.use(language.plugin)
installElement(app)
app.use(router)
app.mount('#app')

import { createApp } from 'vue'
import App from './App.vue'
import { language } from './language'
import { router } from './router'
import './theme.css'
import './styles/base.css'

createApp(App).use(language.plugin).use(router).mount('#app')

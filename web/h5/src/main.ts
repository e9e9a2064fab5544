import { createApp, h } from 'vue'

createApp({ render: () => h('main', 'Teahouse') }).mount('#app')

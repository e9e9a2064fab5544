/// <reference types="element-plus/global" />

// For tools that read TypeScript alone; vue-tsc finds the components themselves.
declare module '*.vue' {
  import type { DefineComponent } from 'vue'

  const component: DefineComponent
  export default component
}

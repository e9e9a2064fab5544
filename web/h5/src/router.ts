import { createRouter, createWebHistory } from 'vue-router'

/** Addresses with a hash (/h5/#/a/1) lead to the same page as those without. */
export function pathOfHash(hash: string): string | null {
  return hash.startsWith('#/') ? hash.slice(1) : null
}

const wanted = pathOfHash(window.location.hash)
if (wanted !== null) window.history.replaceState(null, '', `/h5${wanted}`)

export const router = createRouter({
  history: createWebHistory('/h5/'),
  routes: [
    { path: '/a/:id', props: true, component: () => import('./articles/ArticlePage.vue') },
    { path: '/:rest(.*)*', component: () => import('./NotFoundPage.vue') },
  ],
})

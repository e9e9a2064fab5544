import { createRouter, createWebHashHistory, type RouteRecordRaw } from 'vue-router'
import { api } from './api'
import { useSession } from './organization/session'
import type { Role } from './organization/types'

declare module 'vue-router' {
  interface RouteMeta {
    /** Open to those not signed in. */
    public?: boolean
    /** The least role that may open the page; everybody when left out. */
    role?: Role
    /** Key of the page's name in the texts. */
    name?: string
  }
}

const signIn: RouteRecordRaw[] = [
  {
    path: '/setup',
    meta: { public: true, name: 'auth.setup_title' },
    component: () => import('./organization/SetupPage.vue'),
  },
  {
    path: '/sign-in',
    meta: { public: true, name: 'auth.sign_in' },
    component: () => import('./organization/SignInPage.vue'),
  },
  {
    path: '/sign-in/:token',
    props: true,
    meta: { public: true, name: 'auth.sign_in' },
    component: () => import('./organization/SignInByLinkPage.vue'),
  },
  {
    path: '/invitation/:token',
    alias: '/invitations/:token',
    props: true,
    meta: { public: true, name: 'auth.invited' },
    component: () => import('./organization/InvitationPage.vue'),
  },
]

const pages: RouteRecordRaw[] = [
  { path: '', meta: { name: 'nav.home' }, component: () => import('./home/HomePage.vue') },
  {
    path: 'desk/:conversationId?',
    props: true,
    meta: { name: 'nav.desk', role: 'agent' },
    component: () => import('./desk/DeskPage.vue'),
  },
  {
    path: 'quick-replies',
    meta: { name: 'nav.quick', role: 'agent' },
    component: () => import('./desk/QuickRepliesPage.vue'),
  },
  {
    path: 'followers',
    meta: { name: 'nav.followers' },
    component: () => import('./audience/FollowersPage.vue'),
  },
  {
    path: 'followers/:followerId',
    props: true,
    meta: { name: 'nav.followers' },
    component: () => import('./audience/FollowerPage.vue'),
  },
  {
    path: 'rules',
    meta: { name: 'nav.rules', role: 'operator' },
    component: () => import('./dialogue/RulesPage.vue'),
  },
  {
    path: 'rules/:ruleId',
    props: true,
    meta: { name: 'nav.rules', role: 'operator' },
    component: () => import('./dialogue/RulePage.vue'),
  },
  {
    path: 'dialogue',
    meta: { name: 'nav.dialogue', role: 'operator' },
    component: () => import('./dialogue/SettingsPage.vue'),
  },
  {
    path: 'channel',
    meta: { name: 'nav.accounts', role: 'operator' },
    component: () => import('./channel/AccountsPage.vue'),
  },
  {
    path: 'channel/:accountId',
    props: true,
    meta: { name: 'nav.accounts', role: 'operator' },
    component: () => import('./channel/AccountPage.vue'),
  },
  {
    path: 'staff',
    meta: { name: 'nav.staff', role: 'operator' },
    component: () => import('./organization/StaffPage.vue'),
  },
  {
    path: 'audit',
    meta: { name: 'nav.audit', role: 'owner' },
    component: () => import('./organization/AuditPage.vue'),
  },
]

export const router = createRouter({
  history: createWebHashHistory('/console/'),
  routes: [
    ...signIn,
    { path: '/', component: () => import('./shell/AppShell.vue'), children: pages },
    { path: '/:rest(.*)*', redirect: '/' },
  ],
})

router.beforeEach(async (to) => {
  if (to.meta.public === true) return true
  const session = useSession()
  await session.load()
  if (session.staff === null) {
    const { needed } = await api.get('/setup')
    if (needed) return '/setup'
    return { path: '/sign-in', query: to.path === '/' ? {} : { back: to.fullPath } }
  }
  return to.meta.role === undefined || session.atLeast(to.meta.role) ? true : '/'
})

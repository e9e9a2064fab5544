import { createRouter, createWebHashHistory, type RouteRecordRaw } from 'vue-router'
import { useSession } from '../people/session'

const open = { open: true }

const routes: RouteRecordRaw[] = [
  { path: '/', redirect: '/chats' },
  { path: '/sign-in', component: () => import('../people/SignInPage.vue'), meta: open },
  {
    path: '/sign-in/:token',
    component: () => import('../people/SignInLinkPage.vue'),
    meta: open,
    props: true,
  },
  {
    path: '/be/:person',
    component: () => import('../people/SignInLinkPage.vue'),
    meta: open,
    props: true,
  },
  {
    path: '/:tab(chats|contacts|discover|me)',
    component: () => import('../shell/HomePage.vue'),
    props: true,
  },
  { path: '/subscriptions', component: () => import('../conversations/SubscriptionsPage.vue') },
  { path: '/chat/:id', component: () => import('../conversations/ChatPage.vue'), props: true },
  { path: '/chat/:id/info', component: () => import('../conversations/ChatInfoPage.vue'), props: true },
  { path: '/person/:id', component: () => import('../contacts/PersonPage.vue'), props: true },
  { path: '/person/:id/remark', component: () => import('../contacts/RemarkPage.vue'), props: true },
  { path: '/person/:id/ask', component: () => import('../contacts/AskPage.vue'), props: true },
  { path: '/contacts/new', component: () => import('../contacts/NewFriendsPage.vue') },
  { path: '/contacts/add', component: () => import('../contacts/AddFriendPage.vue') },
  { path: '/contacts/accounts', component: () => import('../accounts/MyAccountsPage.vue') },
  { path: '/accounts/search', component: () => import('../accounts/SearchPage.vue') },
  { path: '/account/:appid', component: () => import('../accounts/AccountPage.vue'), props: true },
  { path: '/account/:appid/articles', component: () => import('../articles/HistoryPage.vue'), props: true },
  { path: '/account/:appid/qr', component: () => import('../accounts/AccountQrPage.vue'), props: true },
  { path: '/scan', component: () => import('../scan/ScanPage.vue') },
  {
    path: '/operator-code/:uuid',
    component: () => import('../accounts/OperatorCodePage.vue'),
    props: true,
  },
  { path: '/scan/text', component: () => import('../scan/ScanTextPage.vue') },
  { path: '/browse', component: () => import('../browser/BrowserPage.vue') },
  { path: '/me/profile', component: () => import('../people/ProfilePage.vue') },
  { path: '/me/profile/region', component: () => import('../people/RegionPage.vue') },
  {
    path: '/me/profile/:field(nickname|signature|wechat_id|gender)',
    component: () => import('../people/FieldPage.vue'),
    props: true,
  },
  { path: '/moments', component: () => import('../moments/MomentsPage.vue') },
  { path: '/me/qr', component: () => import('../people/MyQrPage.vue') },
  { path: '/settings', component: () => import('../settings/SettingsPage.vue') },
  { path: '/settings/password', component: () => import('../settings/PasswordPage.vue') },
  { path: '/settings/devices', component: () => import('../settings/DevicesPage.vue') },
  { path: '/settings/language', component: () => import('../settings/LanguagePage.vue') },
  { path: '/settings/dark', component: () => import('../settings/DarkPage.vue') },
  { path: '/:rest(.*)', redirect: '/chats' },
]

export const router = createRouter({ history: createWebHashHistory('/phone/'), routes })

router.beforeEach(async (to) => {
  if (to.meta.open === true) return true
  const session = useSession()
  await session.ready()
  return session.me ? true : { path: '/sign-in', query: { next: to.fullPath } }
})

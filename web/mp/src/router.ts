import { createRouter, createWebHashHistory, type RouteRecordRaw } from 'vue-router'
import { useSession } from './accounts/session'

/** `title` is a key of the texts; an `open` page needs no sign-in. */
declare module 'vue-router' {
  interface RouteMeta {
    title?: string
    open?: boolean
  }
}

const routes: RouteRecordRaw[] = [
  {
    path: '/start',
    name: 'start',
    component: () => import('./start/StartPage.vue'),
    meta: { open: true, title: 'start.title' },
  },
  {
    path: '/sign-in/:token',
    name: 'sign-in-link',
    component: () => import('./accounts/LinkSignInPage.vue'),
    meta: { open: true, title: 'signIn.title' },
  },
  {
    path: '/sign-in',
    name: 'sign-in',
    component: () => import('./accounts/SignInPage.vue'),
    meta: { open: true, title: 'signIn.title' },
  },
  {
    path: '/register',
    name: 'register',
    component: () => import('./accounts/SignInPage.vue'),
    meta: { open: true, title: 'signIn.register' },
  },
  {
    path: '/accounts',
    name: 'accounts',
    component: () => import('./accounts/AccountsPage.vue'),
    meta: { title: 'accounts.title' },
  },
  {
    path: '/join/:token',
    name: 'join',
    component: () => import('./accounts/JoinPage.vue'),
    meta: { title: 'operators.joinTitle' },
  },
  {
    path: '/accounts/register',
    name: 'registration',
    component: () => import('./registration/RegistrationPage.vue'),
    meta: { title: 'registration.title' },
  },
  {
    path: '/review',
    name: 'review',
    component: () => import('./review/ReviewPage.vue'),
    meta: { title: 'review.title' },
  },
  {
    path: '/a/:appid',
    component: () => import('./shell/AccountFrame.vue'),
    props: true,
    children: [
      page('', 'home', 'nav.home', () => import('./statistics/HomePage.vue')),
      page('followers', 'followers', 'nav.followers', () => import('./followers/FollowersPage.vue')),
      page('messages/:openid?', 'answers', 'answers.title', () => import('./answers/AnswersPage.vue')),
      page('menu', 'menu', 'nav.menu', () => import('./menus/MenuPage.vue')),
      page('autoreply', 'autoreply', 'nav.autoreply', () => import('./autoreply/AutoReplyPage.vue')),
      page('statistics', 'statistics', 'nav.statistics', () => import('./statistics/StatisticsPage.vue')),
      page('mass-send', 'mass-send', 'massend.title', () => import('./massend/SendPage.vue')),
      page('mass-sent', 'mass-sent', 'massend.sent', () => import('./massend/SentListPage.vue')),
      page('articles', 'articles', 'nav.articles', () => import('./articles/ArticlesPage.vue')),
      page('articles/new', 'article-new', 'articles.new', () => import('./articles/EditorPage.vue')),
      page('articles/:media', 'article', 'articles.edit', () => import('./articles/EditorPage.vue')),
      page('materials', 'materials', 'nav.materials', () => import('./materials/MaterialsPage.vue')),
      page('qrcodes', 'qrcodes', 'nav.qrcodes', () => import('./qrcodes/QrcodesPage.vue')),
      page('templates', 'templates', 'templates.title', () => import('./templates/TemplatesPage.vue')),
      page('notices', 'notices', 'notices.title', () => import('./notices/NoticesPage.vue')),
      page('agents', 'agents', 'service.agents', () => import('./service/AgentsPage.vue')),
      page('desk', 'desk', 'service.desk', () => import('./service/DeskPage.vue')),
      page('server', 'server', 'nav.server', () => import('./push/ServerPage.vue')),
      page('inspector', 'inspector', 'nav.inspector', () => import('./sandbox/InspectorPage.vue')),
      page('domains', 'domains', 'nav.domains', () => import('./identity/DomainsPage.vue')),
      page('connect', 'connect', 'nav.connect', () => import('./accounts/ConnectPage.vue')),
      page(
        'certification',
        'certification',
        'certification.title',
        () => import('./certification/CertificationPage.vue'),
      ),
      page('migration', 'migration', 'migration.title', () => import('./migration/MigrationPage.vue')),
      page('operators', 'operators', 'operators.title', () => import('./accounts/OperatorsPage.vue')),
      page(
        'noticeboard',
        'noticeboard',
        'noticeboard.title',
        () => import('./noticeboard/NoticeboardPage.vue'),
      ),
      page('settings', 'settings', 'nav.settings', () => import('./accounts/SettingsPage.vue')),
    ],
  },
  { path: '/:rest(.*)*', redirect: { name: 'accounts' } },
]

function page(
  path: string,
  name: string,
  title: string,
  component: RouteRecordRaw['component'],
): RouteRecordRaw {
  return { path, name, component, props: true, meta: { title } } as RouteRecordRaw
}

/** The address ends up in links that are printed and pasted, so it works on any server: behind a hash. */
export const router = createRouter({
  history: createWebHashHistory('/mp/'),
  routes,
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
})

router.beforeEach(async (to) => {
  const session = useSession()
  if (!session.asked && to.name !== 'sign-in-link') await session.load()
  const wanted = to.redirectedFrom?.fullPath ?? to.fullPath
  if (!session.signedIn && !to.meta.open) return { name: 'sign-in', query: { next: wanted } }
  if (to.path === '/accounts' && to.redirectedFrom?.path === '/') {
    const appid = session.firstAccount()
    if (appid) return { name: 'home', params: { appid } }
  }
  return true
})

import { mount } from '@vue/test-utils'
import { expect, it, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import { createMemoryHistory, createRouter, RouterView } from 'vue-router'
import { agreed } from './act'
import { unsaved, useUnsaved } from './unsaved'

vi.mock('./act', () => ({ agreed: vi.fn() }))

let changed = false
const Editor = defineComponent(() => {
  useUnsaved(
    () => changed,
    () => ({ title: 'Leave?', text: 'It will be lost.', act: 'Leave' }),
    (to) => to.query.same === '1',
  )
  return () => h('p')
})

async function opened() {
  changed = false
  vi.mocked(agreed).mockReset()
  const routes = [
    { path: '/editor', component: Editor },
    { path: '/other', component: { render: () => null } },
  ]
  const router = createRouter({ history: createMemoryHistory(), routes })
  await router.push('/editor')
  const page = mount(RouterView, { global: { plugins: [router] } })
  return { router, page }
}

function closing(): boolean {
  return !window.dispatchEvent(new Event('beforeunload', { cancelable: true }))
}

it('asks before what is not saved is left, and stays when the answer is no', async () => {
  const { router, page } = await opened()
  changed = true
  vi.mocked(agreed).mockResolvedValueOnce(false)
  await router.push('/other')
  expect(router.currentRoute.value.path).toBe('/editor')
  vi.mocked(agreed).mockResolvedValueOnce(true)
  await router.push('/other')
  expect(router.currentRoute.value.path).toBe('/other')
  page.unmount()
})

it('has the browser ask before the page is closed or reloaded', async () => {
  const { router, page } = await opened()
  expect([closing(), unsaved()]).toEqual([false, false])
  changed = true
  expect([closing(), unsaved()]).toEqual([true, true])
  vi.mocked(agreed).mockResolvedValueOnce(true)
  await router.push('/other')
  expect([closing(), unsaved()]).toEqual([false, false])
  page.unmount()
})

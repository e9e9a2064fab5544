import { describe, expect, it, vi } from 'vitest'
import { shallowRef } from 'vue'
import { allowed, useBridge, type BridgeHandler } from './bridge'

function stage(handlers: Record<string, BridgeHandler> = {}) {
  const posted = vi.fn()
  const source = { postMessage: posted } as unknown as Window
  const frame = shallowRef({ contentWindow: source } as unknown as HTMLIFrameElement)
  const bridge = useBridge(frame, handlers, () => undefined)
  const origin = 'http://127.0.0.1:4000'
  const say = (data: object, from: object = {}) =>
    bridge.hear({
      source,
      origin,
      data: { shown: `${origin}/a`, real: 'http://shop.test/a', title: '店', ...data },
      ...from,
    } as unknown as MessageEvent)
  return { posted, bridge, say, origin }
}

describe('allowed', () => {
  it('asks for a right, but not for what every page may', () => {
    expect(allowed('closeWindow', new Set())).toBe(true)
    expect(allowed('scanQRCode', new Set())).toBe(false)
    expect(allowed('scanQRCode', new Set(['scanQRCode']))).toBe(true)
    expect(allowed('sendAppMessage', new Set(['menu:share:appmessage']))).toBe(true)
    expect(allowed('sendAppMessage', new Set(['menu:share:timeline']))).toBe(false)
  })
})

describe('useBridge', () => {
  it('answers the page it was asked by, at its own origin', async () => {
    const { posted, bridge, say, origin } = stage({ closeWindow: () => ({ err_msg: 'closeWindow:ok' }) })
    await say({ teahouse: 'page' })
    await say({ teahouse: 'call', id: 7, name: 'closeWindow', args: {} })
    expect(posted).toHaveBeenCalledExactlyOnceWith(
      { teahouse: 'answer', id: 7, answer: { err_msg: 'closeWindow:ok' } },
      origin,
    )
    expect(bridge.page.real).toBe('http://shop.test/a')
  })
  it('refuses what was not granted and what it does not know', async () => {
    const { posted, say } = stage({ scanQRCode: () => ({ err_msg: 'scanQRCode:ok' }) })
    await say({ teahouse: 'call', id: 1, name: 'scanQRCode' })
    await say({ teahouse: 'call', id: 2, name: 'toString' })
    await say({ teahouse: 'call', id: 3, name: 'chooseWXPay' })
    expect(posted.mock.calls.map(([message]) => (message as { answer: object }).answer)).toEqual([
      { err_msg: 'scanQRCode:permission denied' },
      { err_msg: 'toString:function not exist' },
      { err_msg: 'chooseWXPay:function not exist' },
    ])
  })
  it('does not hear others, nor a page that names another site as its own', async () => {
    const { posted, bridge, say } = stage({ closeWindow: () => ({ err_msg: 'closeWindow:ok' }) })
    await say({ teahouse: 'call', id: 1, name: 'closeWindow' }, { source: {} })
    await say({ teahouse: 'call', id: 1, name: 'closeWindow', shown: 'http://127.0.0.1:4001/a' })
    await say({ teahouse: 'call', id: 1, name: 'closeWindow', shown: 'http://127.0.0.1:40001/a' })
    expect(posted).not.toHaveBeenCalled()
    expect(bridge.on.value).toBe(false)
  })
  it('forgets a page when the frame shows another', async () => {
    const { bridge, say } = stage()
    await say({ teahouse: 'page' })
    await say({ teahouse: 'on', name: 'menu:share:appmessage' })
    bridge.page.granted = new Set(['scanQRCode'])
    bridge.loaded()
    expect([...bridge.page.listens]).toEqual(['menu:share:appmessage'])
    bridge.loaded()
    expect([bridge.page.granted.size, bridge.page.listens.size, bridge.on.value]).toEqual([0, 0, false])
  })
})

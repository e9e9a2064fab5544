import { describe, expect, it } from 'vitest'
import type { AccountSettings } from './api'
import { snippets } from './snippets'

const server = { url: '', mode: 'plain', enabled: false, token: 'abc', has_aes_key: false } as const
const account = { appid: 'wx1', api_base: 'http://127.0.0.1:8000/', server } as unknown as AccountSettings

describe('snippets', () => {
  it('lead wechatpy to this network with the keys of the account', () => {
    const code = snippets(account, 's3cret').wechatpyClient
    expect(code).toContain('request.url.replace("https://api.weixin.qq.com", "http://127.0.0.1:8000")')
    expect(code).toContain('WeChatClient("wx1", "s3cret")')
  })
  it('name what belongs in the place of a secret that is not known', () => {
    expect(snippets(account).curl).toContain('secret=YOUR_APPSECRET')
  })
  it('decrypt only where pushes are encrypted', () => {
    expect(snippets(account).wechatpyServer).not.toContain('WeChatCrypto')
    const safe = { ...account, server: { ...server, mode: 'safe' } } as AccountSettings
    expect(snippets(safe).wechatpyServer).toContain('crypto.decrypt_message(')
    expect(snippets(safe).werobot).toContain('encoding_aes_key="YOUR_ENCODING_AES_KEY"')
  })
  it('take an address that ends in /cgi-bin as the origin', () => {
    const code = snippets({ ...account, api_base: 'http://127.0.0.1:8000/cgi-bin/' }).curl
    expect(code).toContain("curl 'http://127.0.0.1:8000/cgi-bin/token?")
  })
})

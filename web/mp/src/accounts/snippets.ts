/** Code to paste: how the usual clients reach this network instead of the real one. */
import type { AccountSettings } from './api'

export interface Snippets {
  wechatpyClient: string
  wechatpyServer: string
  werobot: string
  curl: string
  anyClient: string
}

type Facts = Pick<AccountSettings, 'appid' | 'api_base' | 'server'>

/** Where no key is set yet, or it is not ours to show, the snippet says what belongs there. */
export function snippets(account: Facts, secret = 'YOUR_APPSECRET'): Snippets {
  const base = originOf(account.api_base)
  const token = account.server.token || 'YOUR_TOKEN'
  const key = account.server.mode !== 'plain' ? 'YOUR_ENCODING_AES_KEY' : ''
  return {
    wechatpyClient: wechatpyClient(base, account.appid, secret),
    wechatpyServer: wechatpyServer(token, account.appid, key),
    werobot: werobot(token, account.appid, secret, key),
    curl: curl(base, account.appid, secret),
    anyClient: `https://api.weixin.qq.com   ->  ${base}\nhttps://mp.weixin.qq.com    ->  ${base}`,
  }
}

function originOf(apiBase: string): string {
  return apiBase.replace(/\/+$/, '').replace(/\/cgi-bin$/, '')
}

function wechatpyClient(base: string, appid: string, secret: string): string {
  return `# pip install wechatpy cryptography
from requests.adapters import HTTPAdapter
from wechatpy import WeChatClient


class Teahouse(HTTPAdapter):
    def send(self, request, **options):
        request.url = request.url.replace("https://api.weixin.qq.com", "${base}")
        return super().send(request, **options)


client = WeChatClient("${appid}", "${secret}")
client._http.mount("https://api.weixin.qq.com", Teahouse())
print(client.user.get_followers())
`
}

function wechatpyServer(token: string, appid: string, key: string): string {
  const crypto = key
    ? `
crypto = WeChatCrypto(TOKEN, "${key}", "${appid}")
`
    : ''
  const decrypt = key
    ? `
    body = crypto.decrypt_message(
        body, query["msg_signature"], query["timestamp"], query["nonce"]
    )`
    : ''
  const answer = key ? 'crypto.encrypt_message(reply, query["nonce"], query["timestamp"])' : 'reply'
  return `# pip install wechatpy cryptography flask
from flask import Flask, abort, request
from wechatpy import create_reply, parse_message
${key ? 'from wechatpy.crypto import WeChatCrypto\n' : ''}from wechatpy.exceptions import InvalidSignatureException
from wechatpy.utils import check_signature

TOKEN = "${token}"
app = Flask(__name__)
${crypto}

@app.route("/wechat", methods=["GET", "POST"])
def wechat():
    query = request.args
    try:
        check_signature(TOKEN, query["signature"], query["timestamp"], query["nonce"])
    except InvalidSignatureException:
        abort(403)
    if request.method == "GET":
        return query["echostr"]
    body = request.data${decrypt}
    message = parse_message(body)
    reply = create_reply(f"You said: {message.content}" if message.type == "text" else "", message).render()
    return ${answer}


app.run(port=8090)
`
}

function werobot(token: string, appid: string, secret: string, key: string): string {
  const crypto = key ? `\n    encoding_aes_key="${key}",` : ''
  return `# pip install werobot${key ? ' cryptography' : ''}
import werobot

robot = werobot.WeRoBot(
    token="${token}",
    app_id="${appid}",
    app_secret="${secret}",${crypto}
)


@robot.text
def echo(message):
    return f"You said: {message.content}"


robot.config["HOST"] = "127.0.0.1"
robot.config["PORT"] = 8090
robot.run()  # -> http://127.0.0.1:8090
`
}

function curl(base: string, appid: string, secret: string): string {
  return `curl '${base}/cgi-bin/token?grant_type=client_credential&appid=${appid}&secret=${secret}'

curl '${base}/cgi-bin/user/get?access_token=ACCESS_TOKEN'
`
}

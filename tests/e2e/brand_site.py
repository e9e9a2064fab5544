"""A brand's own website: it lets people in by OAuth and has a page with the unmodified JS-SDK from npm."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import httpx
import msgspec

from teahouse.platform.identity import js_signature

_SDK = Path(__file__).parents[2] / "node_modules" / "weixin-js-sdk" / "index.js"
_APIS = [
    *("checkJsApi", "updateAppMessageShareData", "onMenuShareTimeline", "chooseImage", "uploadImage"),
    *("downloadImage", "getLocation", "openLocation", "scanQRCode", "closeWindow", "hideMenuItems", "getNetworkType"),
    "chooseWXPay",
]
_PAGE = """<!doctype html><html><head><title>清河商城</title></head><body>
<h1>你好，{nickname}</h1><p id="state">…</p><img id="picture" width="40" alt="">
<script>var module = {{}}</script><script src="/sdk.js"></script><script>
var wx = module.exports
function show(text) {{ document.getElementById('state').textContent = text }}
function told(answer) {{ show(JSON.stringify(answer)) }}
wx.config({config})
wx.error(function (answer) {{ show(answer.errMsg) }})
wx.ready(function () {{
  wx.checkJsApi({{ jsApiList: ['scanQRCode', 'chooseWXPay'], success: told }})
  wx.updateAppMessageShareData({{
    title: '空调满减', desc: '今天到店有礼', link: 'http://{host}/sale', imgUrl: '' }})
  wx.onMenuShareTimeline({{ title: '朋友圈里的清河', link: 'http://{host}/sale', imgUrl: '',
    success: function () {{ show('shared in moments') }} }})
}})
function scan() {{ wx.scanQRCode({{ needResult: 1, success: function (a) {{ show('scanned ' + a.resultStr) }} }}) }}
function choose() {{
  wx.chooseImage({{ count: 1, success: function (chosen) {{
    document.getElementById('picture').src = chosen.localIds[0]
    wx.uploadImage({{ localId: chosen.localIds[0], success: function (a) {{ show('uploaded ' + a.serverId) }} }})
  }} }})
}}
function locate() {{
  wx.getLocation({{ type: 'wgs84', success: function (a) {{ show(a.latitude + ' ' + a.longitude) }}, cancel: told }})
}}
function pay() {{ wx.chooseWXPay({{ timestamp: 0, fail: told }}) }}
function hide() {{ wx.hideMenuItems({{ menuList: ['menuItem:copyUrl'], success: told }}) }}
</script>
<wx-open-subscribe id="notices" template="{template}"><script type="text/wxtag-template">
<button>订阅</button></script></wx-open-subscribe>
<script>document.getElementById('notices').addEventListener('success', function (event) {{
  show(event.detail.subscribeDetails) }})</script>
<button onclick="scan()">扫一扫</button><button onclick="choose()">选图</button>
<button onclick="locate()">定位</button><button onclick="pay()">支付</button><button onclick="hide()">隐藏</button>
<button onclick="wx.closeWindow()">关闭</button><a href="http://{host}/next">下一页</a>
</body></html>"""

_PLAIN = {
    "/next": ("<title>下一页</title><h1>这是下一页</h1>",),
    "/favicon.ico": ("", "image/x-icon"),  # which a browser may ask for at any time
}


@dataclass
class BrandSite:
    """Where it stands, whose it is, and what it saw."""

    network: str
    appid: str
    secret: str
    host: str = ""
    template: str = ""
    """Of subscription notifications."""
    spoil: bool = False
    """Sign with another ticket."""
    agents: list[str] = field(default_factory=list)
    cookies: list[str] = field(default_factory=list)
    people: dict[str, str] = field(default_factory=dict)

    def call(self, path: str, **query: str) -> dict[str, str]:
        """The public API."""
        answer: dict[str, str] = httpx.get(f"{self.network}{path}", params=query).json()
        return answer

    def token(self) -> str:
        """An access token of the account."""
        query = {"grant_type": "client_credential", "appid": self.appid, "secret": self.secret}
        return self.call("/cgi-bin/token", **query)["access_token"]

    def authorize(self) -> str:
        """Where somebody unknown is sent."""
        back = quote(f"http://{self.host}/back", safe="")
        query = f"appid={self.appid}&redirect_uri={back}&response_type=code&scope=snsapi_userinfo&state=a%26b"
        return f"https://open.weixin.qq.com/connect/oauth2/authorize?{query}#wechat_redirect"

    def meet(self, code: str) -> str:
        """Exchange a code; the person's openid."""
        held = self.call(
            "/sns/oauth2/access_token",
            appid=self.appid,
            secret=self.secret,
            code=code,
            grant_type="authorization_code",
        )
        person = self.call("/sns/userinfo", access_token=held["access_token"], openid=held["openid"], lang="zh_CN")
        self.people[held["openid"]] = person["nickname"]
        return held["openid"]

    def page(self, path: str, openid: str) -> str:
        """The page with the JS-SDK, signed for its address."""
        ticket = self.call("/cgi-bin/ticket/getticket", access_token=self.token(), type="jsapi")["ticket"]
        signature = js_signature("x" if self.spoil else ticket, "n1", "1780000000", f"http://{self.host}{path}")
        tags = {"jsApiList": _APIS, "openTagList": ["wx-open-subscribe"]}
        config = {"appId": self.appid, "timestamp": 1780000000, "nonceStr": "n1", "signature": signature}
        text = msgspec.json.encode(config | tags).decode()
        return _PAGE.format(nickname=self.people[openid], config=text, host=self.host, template=self.template)


@contextmanager
def serving(site: BrandSite) -> Iterator[BrandSite]:
    """The site on a free port of loopback."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.agents.append(self.headers.get("User-Agent", ""))
            site.cookies.append(self.headers.get("Cookie", ""))
            address = urlsplit(self.path)
            openid = dict(part.split("=", 1) for part in site.cookies[-1].split("; ") if part).get("openid", "")
            if address.path == "/sdk.js":
                self._answer(_SDK.read_text(encoding="utf-8"), "text/javascript; charset=utf-8")
            elif address.path == "/back":
                query = parse_qs(address.query)
                assert query["state"] == ["a&b"]
                self._go("/shop?from=back", f"openid={site.meet(query['code'][0])}; Path=/; HttpOnly")
            elif address.path in _PLAIN:
                self._answer(*_PLAIN[address.path])
            elif openid not in site.people:
                self._go(site.authorize())
            else:
                self._answer(site.page(self.path, openid))

        def _go(self, location: str, cookie: str = "") -> None:
            self.send_response(302)
            self.send_header("Location", location)
            if cookie:
                self.send_header("Set-Cookie", cookie)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def _answer(self, text: str, kind: str = "text/html; charset=utf-8") -> None:
            data = text.encode()
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("X-Frame-Options", "DENY")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_words: object) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site.host = f"127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        thread.join()
        server.server_close()

"""The pages of authorisation, as HTML: shown in the phone's browser, and on websites' screens."""

from collections.abc import Iterable, Mapping
from html import escape
from urllib.parse import quote

from teahouse.kit.errors import Language, Text
from teahouse.kit.house import House
from teahouse.messenger.people import Profile, avatar_url
from teahouse.platform.identity.applications import Application
from teahouse.platform.identity.rules import FAULTS, PageFault

CONTENT_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; script-src 'self'; connect-src 'self';"
    " base-uri 'none'; frame-ancestors 'self'{framers}"
)

TEXTS: dict[str, Text] = {
    "apply": Text("申请使用您的以下信息", "would like to use the following"),
    "public": Text("您的昵称和头像", "Your name and picture"),
    "you": Text("个人信息", "Personal profile"),
    "allow": Text("允许", "Allow"),
    "refuse": Text("拒绝", "Refuse"),
    "once": Text("申请给您发送一条消息", "would like to send you one message"),
    "once_about": Text("允许后，您会在该公众号的会话中收到一次。", "If you allow it, you get it once, in its chat."),
    "weblogin": Text("网页登录确认", "Confirm sign-in on the web"),
    "weblogin_about": Text("申请用您的身份登录网站", "would like to sign you in on its website"),
    "login": Text("确认登录", "Sign in"),
    "cancel": Text("取消", "Cancel"),
    "refused": Text("您没有授权", "You did not allow it"),
    "refused_about": Text("对方没有得到您的任何信息，可以关闭本页。", "Nothing was told. You can close this page."),
    "done": Text("登录成功", "Signed in"),
    "done_about": Text("请在电脑上继续，可以关闭本页。", "Go on on the other screen. You can close this page."),
    "oops": Text("出了点问题", "Something went wrong"),
    "number": Text("错误码：{number}", "Error code: {number}"),
    "bad_query": Text("链接缺少参数，或参数有误", "The link lacks a parameter, or has a wrong one"),
    "outside": Text("请在手机里打开", "Please open this on the phone"),
    "outside_about": Text("网页授权只在手机的浏览器中进行。", "Authorisation only works in the phone's browser."),
    "open": Text("在手机中打开", "Open in the phone"),
    "signed_out": Text("请先登录手机", "Please sign in on the phone first"),
    "stale": Text("页面已过期", "This page is out of date"),
    "stale_about": Text("请返回网站重新操作。", "Please go back to the site and try again."),
    "scan": Text("扫码登录", "Scan to sign in"),
    "scan_about": Text("请用手机里的“扫一扫”扫描二维码，登录 {name}", "Scan with the phone to sign in to {name}"),
    "scanned": Text("扫描成功，请在手机上确认", "Scanned. Please confirm on the phone"),
    "expired": Text("二维码已过期", "The code has expired"),
    "again": Text("换一个二维码", "Get a new code"),
    "login_refused": Text("您已在手机上取消", "You cancelled on the phone"),
    "offline": Text("网络不通，正在重试", "Not connected, trying again"),
    "code": Text("登录二维码", "Code for signing in"),
}

_STYLE = """
*{box-sizing:border-box}
:root{--ground:#fff;--text:#191919;--soft:#737373;--line:#e5e5e5;--fill:#f2f2f2;--brand:#067d40;--bad:#c93a3a}
@media(prefers-color-scheme:dark){:root{--ground:#191919;--text:#e6e6e6;--soft:#9a9a9a;--line:#333;--fill:#2a2a2a;
--brand:#3dc47e;--bad:#ff7b7b}}
body{margin:0;min-height:100vh;display:flex;flex-direction:column;background:var(--ground);color:var(--text);
font:17px/1.5 -apple-system,BlinkMacSystemFont,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
main{flex:1;width:100%;max-width:420px;margin:0 auto;padding:40px 24px 24px;display:flex;flex-direction:column}
header{display:flex;gap:12px;align-items:center}
header img,header i{width:32px;height:32px;border-radius:50%;background:#067d40;object-fit:cover}
header strong{font-weight:600;overflow-wrap:anywhere}
h1{margin:28px 0 8px;font-size:22px;line-height:1.4}
p{margin:0;color:var(--soft);font-size:15px;overflow-wrap:anywhere}
.you{margin-top:20px;padding:16px 0;display:flex;gap:14px;align-items:center;border:solid var(--line);
border-width:1px 0}
i{display:grid;place-items:center;color:#fff;font-style:normal;font-weight:600}
header i{font-size:16px}.you i{color:var(--soft)}
.you img,.you i{flex:none;width:44px;height:44px;border-radius:6px;background:var(--fill);object-fit:cover}
.you b{display:block;font-weight:500;overflow-wrap:anywhere}
form{margin-top:auto;padding-top:40px;display:flex;gap:12px;justify-content:center}
button,.button{flex:0 1 140px;padding:10px 20px;border:0;border-radius:8px;font:inherit;font-weight:600;
text-align:center;text-decoration:none;cursor:pointer}
.yes{background:#067d40;color:#fff}.no{background:var(--fill);color:var(--brand)}
button:focus-visible,.button:focus-visible{outline:3px solid var(--text);outline-offset:2px}
.state{align-items:center;justify-content:center;text-align:center;gap:8px}
.state h1{margin-top:0}.state .button{margin-top:24px}
.mark{width:64px;height:64px;border-radius:50%;display:grid;place-items:center;color:#fff;background:#067d40;
font-size:36px;line-height:1}.mark.bad{background:var(--bad)}
.code{width:min(280px,80vw);height:auto;padding:8px;border:1px solid var(--line);border-radius:12px;background:#fff}
.code.over{opacity:.12}[hidden]{display:none!important}
"""


class Pages:
    """Pages in one reader's language."""

    def __init__(self, house: House, language: Language) -> None:
        """`house` for addresses."""
        self._house = house
        self._language = language

    def _t(self, key: str, **values: object) -> str:
        return escape(TEXTS[key].render(self._language, **values))

    def _page(self, title: str, body: str, kind: str = "", script: str = "") -> str:
        return (
            f'<!doctype html><html lang="{self._language}"><head><meta charset="utf-8"><title>{title}</title>'
            f'<meta name="viewport" content="width=device-width,initial-scale=1">'
            f'<link rel="icon" href="/mp/favicon.svg"><style>{_STYLE}</style></head>'
            f'<body><main class="{kind}">{body}</main>{script}</body></html>'
        )

    def consent(self, app: Application, person: Profile, hidden: Mapping[str, str]) -> str:
        """Whether an account may know who the person is."""
        you = self._you(person, self._t("public"))
        body = f"{_head(app)}<h1>{self._t('apply')}</h1>{you}{self._form('/connect/oauth2/authorize', hidden)}"
        return self._page(escape(app.name), body)

    def ask_once(self, app: Application, person: Profile, hidden: Mapping[str, str]) -> str:
        """Whether an account may send one message."""
        you, form = self._you(person, self._t("once_about")), self._form("/mp/subscribemsg", hidden)
        return self._page(escape(app.name), f"{_head(app)}<h1>{self._t('once')}</h1>{you}{form}")

    def confirm_login(self, app: Application, person: Profile, hidden: Mapping[str, str]) -> str:
        """Whether the person signs in on a website."""
        form = self._form("/connect/confirm", hidden, yes="login", no="cancel")
        body = f"{_head(app)}<h1>{self._t('weblogin')}</h1><p>{escape(app.name)} {self._t('weblogin_about')}</p>"
        return self._page(self._t("weblogin"), body + self._you(person, self._t("public")) + form)

    def _you(self, person: Profile, about: str) -> str:
        picture = _picture(avatar_url(person.avatar), person.nickname)
        name = escape(person.nickname)
        return f'<div class="you">{picture}<div><b>{name}</b><p>{about}</p></div></div>'

    def _form(self, action: str, hidden: Mapping[str, str], yes: str = "allow", no: str = "refuse") -> str:
        fields = "".join(_hidden(name, value) for name, value in hidden.items())
        return (
            f'<form method="post" action="{action}">{fields}'
            f'<button class="no" name="decision" value="refuse">{self._t(no)}</button>'
            f'<button class="yes" name="decision" value="allow">{self._t(yes)}</button></form>'
        )

    def state(self, title: str, about: str = "", *, bad: bool = True, link: tuple[str, str] | None = None) -> str:
        """A page that only says something; `title` and `about` are keys, `link` an address and a key."""
        button = "" if link is None else f'<a class="button yes" href="{escape(link[0])}">{self._t(link[1])}</a>'
        mark = '<span class="mark bad" aria-hidden="true">!</span>' if bad else '<span class="mark">✓</span>'
        words = f"<p>{self._t(about)}</p>" if about else ""
        return self._page(self._t(title), f"{mark}<h1>{self._t(title)}</h1>{words}{button}", "state")

    def fault(self, number: PageFault) -> str:
        """The reference's numbers of page errors."""
        words = escape(FAULTS[number].render(self._language))
        body = f'<span class="mark bad" aria-hidden="true">!</span><h1>{self._t("oops")}</h1><p>{words}</p>'
        return self._page(self._t("oops"), f"{body}<p>{self._t('number', number=number)}</p>", "state")

    def outside(self, address: str) -> str:
        """Opened in no phone: a link leads into it."""
        link = f"/phone/#/browse?url={quote(address, safe='')}"
        return self.state("outside", "outside_about", link=(link, "open"))

    def bounce(self, address: str) -> str:
        """Comes back by itself: a page that another site's frame asked for is not sent the phone's cookie, but one
        that our own page asks for is.
        """
        return (
            '<!doctype html><html><head><meta charset="utf-8"><title>…</title>'
            f'<meta http-equiv="refresh" content="0;url={escape(address)}"></head><body></body></html>'
        )

    def code(self, app: Application, uuid: str, watch: str) -> str:
        """The code on a website's screen; its script waits for the phone."""
        names = ("scanned", "expired", "login_refused", "offline")
        words = "".join(f' data-{name.replace("_", "-")}="{self._t(name)}"' for name in names)
        about = self._t("scan_about", name=app.name)
        body = (
            f'<h1>{self._t("scan")}</h1><img class="code" alt="{self._t("code")}" width="280" height="280"'
            f' src="/connect/qrconnect/code.png?uuid={quote(uuid)}"><p id="words" role="status"{words}'
            f' data-watch="{escape(watch)}">{about}</p>'
            f'<a id="again" class="button no" href="" hidden>{self._t("again")}</a>'
        )
        return self._page(self._t("scan"), body, "state", '<script src="/connect/qrconnect.js"></script>')


def content_policy(hosts: Iterable[str] = ()) -> str:
    """Who may show such a page in a frame: ourselves, and these hosts."""
    return CONTENT_POLICY.format(framers="".join(f" http://{host} https://{host}" for host in hosts))


def _head(app: Application) -> str:
    return f"<header>{_picture(avatar_url(app.avatar), app.name)}<strong>{escape(app.name)}</strong></header>"


def _picture(address: str | None, name: str) -> str:
    """The picture, or the first sign of the name."""
    return f'<img src="{escape(address)}" alt="">' if address else f'<i aria-hidden="true">{escape(name[:1])}</i>'


def _hidden(name: str, value: str) -> str:
    return f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'


WAITING_SCRIPT = """(function () {
  'use strict'
  var words = document.getElementById('words')
  var again = document.getElementById('again')
  var picture = document.querySelector('.code')
  var first = words.textContent
  function ended(text) {
    words.textContent = text
    picture.classList.add('over')
    again.hidden = false
  }
  function heard(answer) {
    if (answer.status === 'confirmed') {
      var own = new URLSearchParams(location.search).get('self_redirect') === 'true'
      ;(own ? window : window.top).location.href = answer.redirect
      return
    }
    if (answer.status === 'expired') return ended(words.dataset.expired)
    if (answer.status === 'refused') return ended(words.dataset.loginRefused)
    words.textContent = answer.status === 'scanned' ? words.dataset.scanned : first
    setTimeout(ask, 1000)
  }
  function ask() {
    fetch('/connect/qrconnect/status?watch=' + encodeURIComponent(words.dataset.watch), { cache: 'no-store' })
      .then(function (response) { return response.json() })
      .then(heard, function () {
        words.textContent = words.dataset.offline
        setTimeout(ask, 3000)
      })
  }
  ask()
})()
"""

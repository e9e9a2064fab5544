"""Whether a connected account works, a plain verdict a line."""

from typing import NamedTuple

import msgspec

from teahouse.kit.errors import AppError, Text
from teahouse.suite.channel.client import Answer, ApiClient
from teahouse.suite.channel.errors import ChannelError

_IP_NOT_ALLOWED = 40164
_NO_URL = 40201
_UNAUTHORIZED = 48001


class Finding(NamedTuple):
    """One line of a check: what was looked at, whether it is right, what was seen and what to do."""

    name: str
    ok: bool
    verdict: Text
    advice: Text = Text("", "")


async def check(client: ApiClient, brand_id: str, account_id: str) -> list[Finding]:
    """Look at everything the suite needs of an account. What cannot be asked without a token is left out."""
    probe = _Probe(client, brand_id, account_id)
    findings = await probe.token()
    if not findings[0].ok:
        return findings
    return [*findings, await probe.push_url(), await probe.menu(), await probe.permissions()]


class _Ping(msgspec.Struct):
    package_loss: str = ""


class _Pings(msgspec.Struct):
    ping: list[_Ping] = []


class _Menu(msgspec.Struct):
    is_menu_open: int = 0


class _Probe:
    def __init__(self, client: ApiClient, brand_id: str, account_id: str) -> None:
        self._client = client
        self._ids = (brand_id, account_id)

    async def _ask(self, path: str, body: object = None) -> Answer:
        return await self._client.call(*self._ids, path, body)

    async def token(self) -> list[Finding]:
        """AppID, secret, and whether this server may call at all."""
        try:
            await self._ask("/cgi-bin/getcallbackip")
        except ChannelError as error:
            if error.errcode == _IP_NOT_ALLOWED:
                return [_ip_refused()]  # whether the secret is right, nobody has said yet
            return [_failed("token", error, Text("请检查 AppID 和 AppSecret", "Check AppID and AppSecret"))]
        except AppError as error:
            return [_failed("token", error, Text("请检查接口地址和网络", "Check the API address and the network"))]
        return [_token_ok(), Finding("ip_list", ok=True, verdict=Text("本服务器可以调用接口", "This server may call"))]

    async def push_url(self) -> Finding:
        """Whether the account knows our URL and reaches it."""
        try:
            answer = await self._ask("/cgi-bin/callback/check", {"action": "all", "check_operator": "DEFAULT"})
            pings = answer.read(_Pings).ping
        except ChannelError as error:
            if error.errcode == _NO_URL:
                return _no_push_url()
            return _failed("push_url", error, Text("", ""))
        except AppError as error:
            return _failed("push_url", error, Text("", ""))
        if any(ping.package_loss == "0%" for ping in pings):
            return Finding("push_url", ok=True, verdict=Text("推送地址可以访问", "The push URL is reachable"))
        return Finding(
            "push_url",
            ok=False,
            verdict=Text("微信连不上推送地址", "WeChat cannot reach the push URL"),
            advice=Text("请确认本服务可以从外网访问", "Make sure that this service can be reached from outside"),
        )

    async def menu(self) -> Finding:
        """Whether fans see a menu. None is fine, too."""
        try:
            is_open = (await self._ask("/cgi-bin/get_current_selfmenu_info")).read(_Menu).is_menu_open
        except AppError as error:
            return _failed("menu", error, Text("", ""))
        if is_open:
            return Finding("menu", ok=True, verdict=Text("自定义菜单已开启", "The menu is on"))
        advice = Text("可以在下方设置菜单", "It can be set below")
        return Finding("menu", ok=True, verdict=Text("还没有自定义菜单", "There is no menu yet"), advice=advice)

    async def permissions(self) -> Finding:
        """Whether staff can answer fans: customer-service messages and user info need a certified account."""
        try:
            await self._ask("/cgi-bin/user/get")
        except ChannelError as error:
            if error.errcode == _UNAUTHORIZED:
                return _not_certified()
            return _failed("permissions", error, Text("", ""))
        except AppError as error:
            return _failed("permissions", error, Text("", ""))
        return Finding("permissions", ok=True, verdict=Text("可以主动给粉丝发消息", "Staff can write to fans"))


def _token_ok() -> Finding:
    return Finding("token", ok=True, verdict=Text("AppID 与 AppSecret 正确", "AppID and AppSecret are right"))


def _ip_refused() -> Finding:
    return Finding(
        "ip_list",
        ok=False,
        verdict=Text("本服务器的 IP 不在白名单中", "This server's IP is not on the allow-list"),
        advice=Text("请在公众平台的 IP 白名单中加入本服务器", "Add this server to the IP allow-list of the account"),
    )


def _no_push_url() -> Finding:
    return Finding(
        "push_url",
        ok=False,
        verdict=Text("公众号还没有设置服务器地址", "The account has no server URL yet"),
        advice=Text(
            "请把推送地址、Token 和 AES 密钥填到公众平台的服务器配置中",
            "Paste push URL, token and AES key into the account's server settings",
        ),
    )


def _not_certified() -> Finding:
    return Finding(
        "permissions",
        ok=False,
        verdict=Text("公众号未认证，只能被动回复", "The account is not certified: only replies to pushes are possible"),
        advice=Text("人工客服和主动消息需要认证的公众号", "The desk and messages of your own need certification"),
    )


def _failed(name: str, error: AppError, advice: Text) -> Finding:
    return Finding(name, ok=False, verdict=Text(error.message("zh-CN"), error.message("en")), advice=advice)

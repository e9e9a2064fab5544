"""What is wrong with a menu, in words for who builds one; and what a scanned code is."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple
from urllib.parse import urlsplit

from teahouse.kit.errors import Text
from teahouse.protocol import ApiError, Button, MenuFault

_APPID = re.compile(r"wx[0-9a-z]{16}")
_BARCODE = re.compile(r"[A-Z][A-Z0-9]*_[A-Z0-9_]+,.+")
MENU_ACTS = frozenset({"click", "scancode_push", "scancode_waitmsg"})
"""Buttons that let the account answer (reference, 7.1)."""

_POLE, _DATE_LINE, _CLOSEST = 90, 180, 28

_NAME = Text("菜单名称不能为空，一级菜单最多 4 个汉字（16 字节）", "A name is needed, at most 16 bytes")
_SUB_NAME = Text("子菜单名称不能为空，最多 60 字节", "A name is needed, at most 60 bytes")
_KEY = Text("请填写 KEY，最多 128 字节", "A key is needed, at most 128 bytes")
_URL = Text("请填写网址，最多 1024 字节", "An address is needed, at most 1024 bytes")
_DOMAIN = Text("网址须以 http:// 或 https:// 开头", "An address begins with http:// or https://")
_TYPE = Text("请选择菜单内容", "Choose what the button does")
_WORDS = {
    40007: Text("素材不存在或已过期", "This media does not exist or has expired"),
    40013: Text("请填写小程序 AppID", "The mini-program's appid is needed"),
    40016: Text("一级菜单须有 1 到 3 个", "A menu has 1 to 3 buttons"),
    40017: _TYPE,
    40018: _NAME,
    40019: _KEY,
    40020: _URL,
    40022: Text("子菜单下不能再有菜单", "A sub-button has no buttons below it"),
    40023: Text("子菜单最多 5 个", "A button has at most 5 sub-buttons"),
    40024: _TYPE,
    40025: _SUB_NAME,
    40026: _KEY,
    40027: _URL,
    40033: Text("名称含有无法显示的字符", "The name has characters that cannot be shown"),
    40054: _DOMAIN,
    40055: _DOMAIN,
    41011: Text("请填写小程序页面路径", "The mini-program's page is needed"),
    45002: Text("请填写 1 到 600 字的文字", "A text of 1 to 600 characters is needed"),
    45064: Text("该小程序未关联到公众号", "This mini-program is not linked to the account"),
    53600: Text("文章不存在或尚未发布", "This article does not exist or is not published"),
}


def words(fault: MenuFault) -> Text:
    """The fault for who builds the menu."""
    return _WORDS.get(fault.errcode, _TYPE)


_RULE_WORDS = {
    65303: Text("请先发布默认菜单", "Publish the menu for everybody first"),
    65304: Text("请至少选择一个条件", "Choose at least one condition"),
    65305: Text("个性化菜单已达上限", "There are too many menus for some"),
    65316: Text("所有个性化菜单最多跳转到 3 个域名", "All menus for some lead to at most 3 domains"),
}


def rule_words(errcode: int) -> Text:
    """Why a menu for some is refused, for who builds it."""
    return _RULE_WORDS.get(errcode, Text("匹配条件不正确", "These conditions are not valid"))


def leaves(buttons: Sequence[Button]) -> Iterator[tuple[tuple[int, int | None], Button]]:
    """Every button that does something, with its place."""
    for index, button in enumerate(buttons):
        if not button.sub_button:
            yield (index, None), button
        for below, child in enumerate(button.sub_button):
            yield (index, below), child


def _path(place: tuple[int, int | None]) -> str:
    top, below = place
    return f"buttons.{top}" if below is None else f"buttons.{top}.sub_button.{below}"


class Targets(NamedTuple):
    """What there is for buttons to lead to: files and articles by media_id, published ones by article_id."""

    files: frozenset[str]
    stored: frozenset[str]
    published: frozenset[str]


def target_fault(buttons: Sequence[Button], known: Targets) -> MenuFault | None:
    """The first button whose media, article or mini-program does not exist.

    Every mini-program of a proper appid counts as linked: the network has none that could be checked.
    """
    for place, button in leaves(buttons):
        path = _path(place)
        if button.type == "miniprogram" and not _APPID.fullmatch(button.appid):
            return MenuFault(45064, f"{path}.appid")
        if button.type in {"article_id", "article_view_limited"} and button.article_id not in known.published:
            return MenuFault(53600, f"{path}.article_id")
        if button.type == "view_limited" and button.media_id not in known.stored:
            return MenuFault(40007, f"{path}.media_id")
        if button.type == "media_id" and button.media_id not in known.files | known.stored:
            return MenuFault(40007, f"{path}.media_id")
    return None


def scan_type(text: str) -> Literal["qrcode", "barcode"]:
    """What was scanned: a barcode's result has the form CODE_128,6901234567892."""
    return "barcode" if _BARCODE.fullmatch(text) else "qrcode"


def is_web(text: str) -> bool:
    """Whether the phone can open a scanned text."""
    return text.lower().startswith(("http://", "https://")) and text.isprintable() and " " not in text


def is_place(latitude: float, longitude: float, scale: int) -> bool:
    """Whether a place is on the map."""
    return abs(latitude) <= _POLE and abs(longitude) <= _DATE_LINE and 1 <= scale <= _CLOSEST


IOS, ANDROID, ANOTHER = 1, 2, 3
MOST_CONDITIONAL = 100
"""The platform has a limit (65305) and publishes no number; this is ours."""
MOST_DOMAINS = 3


@dataclass(frozen=True, kw_only=True)
class MatchRule:
    """Who sees a conditional menu: whoever fits all that is given. Names as menu/get has them."""

    group_id: int | None = None
    """The tag given last."""
    client_platform_type: int | None = None
    """1 iOS, 2 Android, 3 another."""

    def given(self) -> dict[str, int]:
        """What is given, by name."""
        both = {"group_id": self.group_id, "client_platform_type": self.client_platform_type}
        return {name: value for name, value in both.items() if value is not None}


_PRIVATE = ("sex", "country", "province", "city", "language")


def parse_rule(given: Mapping[str, Any]) -> MatchRule:
    """Who is to see a conditional menu (reference, 6.4).

    Raises ApiError: 65304 nothing given, 65310 and 65311 a region without the one around it, 65320 what the platform
    matches no longer (sex, region, language), 40035 not a number or no such client.
    """
    found = {name: text for name, value in given.items() if value is not None and (text := str(value).strip())}
    if not {*_PRIVATE, "tag_id", "group_id", "client_platform_type"} & found.keys():
        raise ApiError(65304)
    if {"province", "city"} & found.keys() and "country" not in found:
        raise ApiError(65310)
    if "city" in found and "province" not in found:
        raise ApiError(65311)
    if found.keys() & set(_PRIVATE):
        raise ApiError(65320)
    client = _number(found.get("client_platform_type"))
    if client not in {None, IOS, ANDROID, ANOTHER}:
        raise ApiError(40035)
    return MatchRule(group_id=_number(found.get("tag_id") or found.get("group_id")), client_platform_type=client)


def _number(text: str | None) -> int | None:
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 10):  # noqa: PLR2004 - far more than there are tags
        raise ApiError(40035)
    return int(text)


def matches(rule: MatchRule, tag: int | None, client: int) -> bool:
    """Whether somebody with this tag, given last, and this client sees the menu."""
    return rule.group_id in {None, tag} and rule.client_platform_type in {None, client}


def client_of(user_agent: str) -> int:
    """The kind of client, by how it names itself."""
    if re.search(r"iPhone|iPad|iPod", user_agent):
        return IOS
    return ANDROID if "Android" in user_agent else ANOTHER


def foreign_domains(buttons: Sequence[Button]) -> set[str]:
    """The domains outside the platform to which a menu leads."""
    hosts = {urlsplit(button.url).hostname or "" for _, button in leaves(buttons) if button.url}
    return hosts - {"", "mp.weixin.qq.com"}

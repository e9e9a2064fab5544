"""Tickets of the JS-SDK, and the signatures made with them (reference, 13.3 to 13.5)."""

import secrets
from datetime import timedelta
from typing import Literal, NamedTuple

from teahouse.kit import clock
from teahouse.kit.crypto import Vault
from teahouse.kit.db import Session
from teahouse.kit.ids import new_id, secret_token
from teahouse.platform.accounts import AccountNotFound, get_account
from teahouse.platform.identity import repository
from teahouse.platform.identity.models import TicketRow
from teahouse.platform.identity.rules import host_of, js_signature, page_of
from teahouse.protocol import ApiError, Power, may

Kind = Literal["jsapi", "wx_card"]
LIFETIME = timedelta(seconds=7200)
_RENEWED = timedelta(minutes=5)
_TICKET_BYTES = 64
_SHARE = {
    *("updateAppMessageShareData", "updateTimelineShareData", "menu:share:timeline", "menu:share:appmessage"),
    *("onMenuShareTimeline", "onMenuShareAppMessage", "shareTimeline", "sendAppMessage"),
}
_BASE = {
    *("checkJsApi", "chooseImage", "previewImage", "imagePreview", "uploadImage", "downloadImage", "getLocalImgData"),
    *("startRecord", "stopRecord", "onVoiceRecordEnd", "playVoice", "pauseVoice", "stopVoice", "onVoicePlayEnd"),
    *("uploadVoice", "downloadVoice"),
    *("getNetworkType", "openLocation", "getLocation", "geoLocation", "scanQRCode", "closeWindow"),
    *("hideOptionMenu", "showOptionMenu", "hideMenuItems", "showMenuItems"),
    *("hideAllNonBaseMenuItem", "showAllNonBaseMenuItem"),
}
_SERVICE = {"wx-open-subscribe"}


def ticket_of(session: Session, vault: Vault, appid: str, kind: Kind) -> tuple[str, int]:
    """The account's ticket and its seconds; the same until it is nearly over. Raises ApiError 48001."""
    now = clock.now()
    if kind == "wx_card" and not may(get_account(session, appid).kind, Power.JS_CARD):
        raise ApiError(48001)
    for row in repository.tickets(session, appid, kind, now + _RENEWED):
        return vault.decrypt(row.sealed), int((row.expires_at - now).total_seconds())
    ticket = secret_token(_TICKET_BYTES)
    sealed = vault.encrypt(ticket)
    repository.add(session, TicketRow(id=new_id(), appid=appid, kind=kind, sealed=sealed, expires_at=now + LIFETIME))
    return ticket, int(LIFETIME.total_seconds())


class Signed(NamedTuple):
    """What a page told wx.config. `url` is the page's address, `shown` the one under which the phone shows it: pages
    sign either.
    """

    appid: str
    url: str
    shown: str
    noncestr: str
    timestamp: str
    signature: str


def config_fault(session: Session, vault: Vault, signed: Signed) -> str | None:
    """What wx.config is told: None when the page may, else "invalid appid", "invalid url domain" or
    "invalid signature".
    """
    try:
        get_account(session, signed.appid)
    except AccountNotFound:
        return "invalid appid"
    page = page_of(signed.url)
    if host_of(page) not in repository.hosts(session, signed.appid, "js"):
        return "invalid url domain"
    for row in repository.tickets(session, signed.appid, "jsapi", clock.now()):
        if _is_signature(signed, vault.decrypt(row.sealed)):
            return None
    return "invalid signature"


def _is_signature(signed: Signed, ticket: str) -> bool:
    given = signed.signature.lower().encode("utf-8", "replace")
    return any(
        secrets.compare_digest(js_signature(ticket, signed.noncestr, signed.timestamp, page_of(url)).encode(), given)
        for url in (signed.url, signed.shown)
    )


def granted_apis(session: Session, appid: str, apis: list[str]) -> list[str]:
    """Those of these that the account's pages may call and this network has."""
    kind = get_account(session, appid).kind
    rights = ((Power.JS_BASE, _BASE), (Power.JS_SHARE, _SHARE), (Power.JS_SERVICE, _SERVICE))
    known = set().union(*(apis_of for power, apis_of in rights if may(kind, power)))
    return [api for api in dict.fromkeys(apis) if api in known]

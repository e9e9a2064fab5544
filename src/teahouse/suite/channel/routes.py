"""Connected accounts over HTTP."""

import asyncio
from datetime import datetime

import litestar

from teahouse.kit import clock
from teahouse.kit.asgi import language_of
from teahouse.kit.db import Session
from teahouse.kit.errors import Language
from teahouse.kit.house import House
from teahouse.kit.http import Http, delete, get, patch, post
from teahouse.kit.logins import Login
from teahouse.suite.channel import repository, service
from teahouse.suite.channel.checking import Finding, check
from teahouse.suite.channel.client import ApiClient, Menu
from teahouse.suite.channel.errors import ChannelError
from teahouse.suite.channel.inputs import ChangeIn, ConnectIn
from teahouse.suite.channel.models import ChannelAccount
from teahouse.suite.channel.receive import PREFIX
from teahouse.suite.channel.schemas import (
    AccountOut,
    AccountsOut,
    CheckOut,
    FindingOut,
    MenuIn,
    MenuOut,
)
from teahouse.suite.organization import Role, check_member, record

_NO_MENU = 46003
_BASE = "/api/brands/{brand_id:str}/accounts"


@get(_BASE)
def accounts(reader: Session, house: House, staff: Login, brand_id: str) -> AccountsOut:
    member = check_member(reader, staff, brand_id, "analyst")
    rows = repository.accounts(reader, brand_id)
    items = [_out(house, row, with_keys=member.role == "owner") for row in rows]
    return AccountsOut(items, house.settings.network_url.rstrip("/"))


@post(_BASE)
def connect(session: Session, house: House, staff: Login, brand_id: str, data: ConnectIn) -> AccountOut:
    member = check_member(session, staff, brand_id, "owner")
    row = service.connect(session, house.vault, brand_id, data)
    record(session, member, "account.connected", row.name, row.appid)
    return _out(house, row, with_keys=True)


@patch(_BASE + "/{account_id:str}")
def change(session: Session, house: House, staff: Login, brand_id: str, account_id: str, data: ChangeIn) -> AccountOut:
    member = check_member(session, staff, brand_id, "owner")
    row = service.change(session, house.vault, brand_id, account_id, data)
    record(session, member, "account.changed", row.name)
    return _out(house, row, with_keys=True)


@delete(_BASE + "/{account_id:str}")
def disconnect(session: Session, staff: Login, brand_id: str, account_id: str) -> None:
    member = check_member(session, staff, brand_id, "owner")
    row = service.disconnect(session, brand_id, account_id)
    record(session, member, "account.disconnected", row.name, row.appid)


# These wait for the account's network, so they are async and hold no session meanwhile.


@litestar.post(_BASE + "/{account_id:str}/check", status_code=200)
async def check_account(house: House, request: Http, staff: Login, brand_id: str, account_id: str) -> CheckOut:
    await asyncio.to_thread(_must_be, house, staff, brand_id, "operator", account_id)
    findings = await check(house.get(ApiClient), brand_id, account_id)
    await asyncio.to_thread(_keep_findings, house, brand_id, account_id, findings)
    language = language_of(request.scope)  # type: ignore[arg-type]  # the same dict
    items = [_finding(finding, language) for finding in findings]
    return CheckOut(all(finding.ok for finding in findings), clock.timestamp(), items)


@litestar.get(_BASE + "/{account_id:str}/menu")
async def menu(house: House, staff: Login, brand_id: str, account_id: str) -> MenuOut | None:
    await asyncio.to_thread(_must_be, house, staff, brand_id, "analyst", account_id)
    try:
        answer = await house.get(ApiClient).call(brand_id, account_id, "/cgi-bin/menu/get")
    except ChannelError as error:
        if error.errcode == _NO_MENU:
            return None
        raise
    return MenuOut(answer.read(Menu).menu.button)


@litestar.put(_BASE + "/{account_id:str}/menu")
async def set_menu(house: House, staff: Login, brand_id: str, account_id: str, data: MenuIn) -> MenuOut:
    await asyncio.to_thread(_must_be, house, staff, brand_id, "operator", account_id)
    client = house.get(ApiClient)
    if data.buttons:
        await client.call(brand_id, account_id, "/cgi-bin/menu/create", {"button": data.buttons})
    else:
        await client.call(brand_id, account_id, "/cgi-bin/menu/delete")
    await asyncio.to_thread(_record_menu, house, staff, brand_id, account_id)
    return MenuOut(data.buttons)


def _must_be(house: House, staff: Login, brand_id: str, at_least: Role, account_id: str) -> None:
    with house.db.reading() as reader:
        check_member(reader, staff, brand_id, at_least)
        service.one(reader, brand_id, account_id)


def _keep_findings(house: House, brand_id: str, account_id: str, findings: list[Finding]) -> None:
    with house.db.transaction() as session:
        row = service.one(session, brand_id, account_id)
        row.findings = [finding._asdict() for finding in findings]
        row.status = "ok" if all(finding.ok for finding in findings) else "failing"
        row.checked_at = clock.now()


def _record_menu(house: House, staff: Login, brand_id: str, account_id: str) -> None:
    with house.db.transaction() as session:
        member = check_member(session, staff, brand_id, "operator")
        record(session, member, "account.menu_changed", service.one(session, brand_id, account_id).name)


def _finding(finding: Finding, language: Language) -> FindingOut:
    # The words may hold what a network answered, so they are final: nothing is put into them any more.
    index = 0 if language == "zh-CN" else 1
    return FindingOut(finding.name, finding.ok, finding.verdict[index], finding.advice[index])


def _out(house: House, row: ChannelAccount, *, with_keys: bool) -> AccountOut:
    vault = house.vault
    return AccountOut(
        id=row.id,
        name=row.name,
        appid=row.appid,
        api_base=row.api_base,
        mode=row.mode,
        secret_hint=f"…{vault.decrypt(row.secret)[-4:]}",
        push_url=f"{house.settings.base_url}{PREFIX}{row.push_key}" if with_keys else "",
        token=row.token if with_keys else "",
        aes_key=vault.decrypt(row.aes_key) if with_keys else "",
        status=row.status,
        last_push_at=_seconds(row.last_push_at),
        checked_at=_seconds(row.checked_at),
        created_at=int(row.created_at.timestamp()),
    )


def _seconds(moment: datetime | None) -> int | None:
    return int(moment.timestamp()) if moment is not None else None


ROUTES = (accounts, connect, change, disconnect, check_account, menu, set_menu)

"""Background work on followers; each job may run twice without harm."""

import asyncio
from typing import Any

from teahouse.kit.house import House
from teahouse.suite.audience import repository, service
from teahouse.suite.audience.models import Follower
from teahouse.suite.audience.profiles import REFRESH, REMARK
from teahouse.suite.channel import BUSY, ApiClient, ChannelError, NoSuchAccount


async def refresh(house: House, payload: dict[str, Any]) -> None:
    """Ask the account about a follower. One that may not ask leaves the profile as it is.

    Who left is forgotten before asking: that must not wait for an account which does not answer.
    """
    row = await asyncio.to_thread(_read, house, payload)
    if row is None:
        return
    if not row.subscribed:
        await asyncio.to_thread(_keep, house, payload, service.Told(subscribe=0))
    told = await _ask(house, row)
    if told is not None:
        await asyncio.to_thread(_keep, house, payload, told)


async def _ask(house: House, row: Follower) -> service.Told | None:
    query = {"openid": row.openid, "lang": "zh_CN"}
    try:
        answer = await house.get(ApiClient).call(row.brand_id, row.account_id, "/cgi-bin/user/info", query=query)
    except NoSuchAccount:
        return None
    except ChannelError as error:
        if error.errcode == BUSY:
            raise
        return None
    return answer.read(service.Told)


async def send_remark(house: House, payload: dict[str, Any]) -> None:
    """Tell the account a remark; one that it does not take stays ours alone."""
    row = await asyncio.to_thread(_read, house, payload)
    if row is None or not row.subscribed:
        return
    body = {"openid": row.openid, "remark": row.remark}
    try:
        await house.get(ApiClient).call(row.brand_id, row.account_id, "/cgi-bin/user/info/updateremark", body)
    except NoSuchAccount:
        return
    except ChannelError as error:
        if error.errcode == BUSY:
            raise


def _read(house: House, payload: dict[str, Any]) -> Follower | None:
    with house.db.reading() as session:
        return repository.follower(session, payload["brand_id"], payload["follower_id"])


def _keep(house: House, payload: dict[str, Any], told: service.Told) -> None:
    with house.db.transaction() as session:
        row = repository.lock(session, payload["brand_id"], payload["follower_id"])
        if row is not None:
            service.take_profile(session, row, told)


JOBS = {REFRESH: refresh, REMARK: send_remark}

"""Background work on followers; each job may run twice without harm."""

import asyncio
from typing import Any

from teahouse.kit.house import House
from teahouse.suite.audience import repository, service
from teahouse.suite.audience.models import Follower
from teahouse.suite.audience.profiles import REFRESH, REMARK
from teahouse.suite.channel import ApiClient, ChannelError


async def refresh(house: House, payload: dict[str, Any]) -> None:
    """Ask the account about a follower. An account that may not ask leaves the profile as it is."""
    row = await asyncio.to_thread(_read, house, payload)
    if row is None:
        return
    query = {"openid": row.openid, "lang": "zh_CN"}
    try:
        told = await house.get(ApiClient).call(row.brand_id, row.account_id, "/cgi-bin/user/info", query=query)
    except ChannelError:
        told = {"subscribe": int(row.subscribed)}
    await asyncio.to_thread(_keep, house, payload, told)


async def send_remark(house: House, payload: dict[str, Any]) -> None:
    """Tell the account a remark; one that it does not take stays ours alone."""
    row = await asyncio.to_thread(_read, house, payload)
    if row is None or not row.subscribed:
        return
    body = {"openid": row.openid, "remark": row.remark}
    try:
        await house.get(ApiClient).call(row.brand_id, row.account_id, "/cgi-bin/user/info/updateremark", body)
    except ChannelError:
        return


def _read(house: House, payload: dict[str, Any]) -> Follower | None:
    with house.db.reading() as session:
        return repository.follower(session, payload["brand_id"], payload["follower_id"])


def _keep(house: House, payload: dict[str, Any], told: dict[str, Any]) -> None:
    with house.db.transaction() as session:
        row = repository.follower(session, payload["brand_id"], payload["follower_id"])
        if row is not None:
            service.take_profile(session, row, told)


JOBS = {REFRESH: refresh, REMARK: send_remark}

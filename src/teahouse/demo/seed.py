"""Fills an empty network and an empty suite with 清河电器. Every step goes over HTTP, as a person would go."""

import time
from collections.abc import Callable
from typing import Any, NamedTuple

from teahouse.demo import town
from teahouse.demo.browser import Browser, DoorClosed

Say = Callable[[str], None]

CROWD = 200
"""Followers beside those one meets in guides."""
_CROWD_DAYS = 14
_SEED = 20_261_122


class Addresses(NamedTuple):
    """Where the two parts are."""

    network: str
    suite: str


def seed(addresses: Addresses, say: Say, *, crowd: int = CROWD) -> dict[str, Any]:
    """Everything; what the start page and `--json` show. `say` hears each step; `crowd` is a number of people."""
    network, suite = addresses
    with Browser(network) as operator, Browser(suite) as owner, Browser(network) as sandbox:
        say("开通公众号 清河电器 / opening the account")
        account = _account(operator)
        say("建立品牌与客服 / setting up brand and staff")
        brand_id = _brand(owner, addresses)
        say("接入公众号 / connecting the account")
        connected = _connect(owner, brand_id, account, addresses)
        _point_server(operator, account["appid"], connected)
        say("设置自动回复与菜单 / rules and menu")
        _teach(owner, brand_id, connected["id"])
        codes = [_code(operator, account["appid"], scene) for scene in town.SCENES]
        say("邀请粉丝 / people and followers")
        people = [sandbox.post("/sandbox/people", person) | person for person in town.PEOPLE]
        _history(sandbox, account["appid"], people)
        _crowd(sandbox, account["appid"], crowd, say)
    return _summary(addresses, account, brand_id, people, codes)


def _account(operator: Browser) -> dict[str, Any]:
    who = town.OPERATOR
    operator.post("/api/mp/register", {"email": who.email, "password": town.PASSWORD, "name": who.name})
    account = operator.post("/api/mp/accounts", {"name": town.BRAND, "type": "service", "verified": True})
    operator.patch(f"/api/mp/accounts/{account['appid']}", {"introduction": town.INTRODUCTION})
    secret = operator.post(f"/api/mp/accounts/{account['appid']}/secret")["secret"]
    return {**account, "secret": secret}


def _brand(owner: Browser, addresses: Addresses) -> str:
    who = town.OWNER
    person = {"name": who.name, "email": who.email, "password": town.PASSWORD}
    session = owner.post("/api/setup", {"brand_name": town.BRAND, **person})
    brand_id: str = session["brands"][0]["id"]
    for agent in (*town.AGENTS, town.OPERATOR):
        invitation = {"email": agent.email, "name": agent.name, "role": agent.role}
        url = owner.post(f"/api/brands/{brand_id}/staff", invitation)["invite_url"]
        token = url.rpartition("/")[2]
        accepted = {"name": agent.name, "password": town.PASSWORD}
        with Browser(addresses.suite) as guest:
            guest.post(f"/api/invitations/{token}/accept", accepted)
    return brand_id


def _connect(owner: Browser, brand_id: str, account: dict[str, Any], addresses: Addresses) -> dict[str, Any]:
    connection = {
        "name": account["name"],
        "appid": account["appid"],
        "secret": account["secret"],
        "api_base": addresses.network,
        "mode": "safe",
    }
    connected: dict[str, Any] = owner.post(f"/api/brands/{brand_id}/accounts", connection)
    return connected


def _point_server(operator: Browser, appid: str, connected: dict[str, Any]) -> None:
    server = {
        "url": connected["push_url"],
        "token": connected["token"],
        "aes_key": connected["aes_key"],
        "mode": connected["mode"],
    }
    verdict = operator.put(f"/api/mp/accounts/{appid}/server", server)
    if not verdict["ok"]:
        message = f"the account does not reach the suite: {verdict['message']}"
        raise DoorClosed(message)


def _teach(owner: Browser, brand_id: str, account_id: str) -> None:
    for rule in town.RULES:
        owner.post(f"/api/brands/{brand_id}/rules", {"account_id": None, "priority": 0, "enabled": True, **rule})
    for reply in town.QUICK_REPLIES:
        owner.post(f"/api/brands/{brand_id}/quick-replies", reply)
    owner.put(f"/api/brands/{brand_id}/accounts/{account_id}/menu", {"buttons": town.MENU})
    owner.post(f"/api/brands/{brand_id}/accounts/{account_id}/check")


def _code(operator: Browser, appid: str, scene: str) -> dict[str, Any]:
    code = {"action_name": "QR_LIMIT_STR_SCENE", "scene": scene}
    made: dict[str, Any] = operator.post(f"/api/mp/accounts/{appid}/qrcodes", code)
    return {"scene": scene, "url": made["url"], "image_url": made["image_url"]}


def _history(sandbox: Browser, appid: str, people: list[dict[str, Any]]) -> None:
    """周建国 has been here before; 林小雨 meets the brand in the story."""
    path = f"/sandbox/people/{people[1]['person_id']}"
    sandbox.post(f"{path}/follow", {"appid": appid, "scene": town.SCENES[1]})
    for words in ("空调", "柜机 3 匹的有现货吗"):
        sandbox.post(f"{path}/send", {"appid": appid, "type": "text", "content": words, "wait": 5})


def _crowd(sandbox: Browser, appid: str, people: int, say: Say) -> None:
    order = {
        "appid": appid,
        "people": people,
        "seed": _SEED,
        "days": _CROWD_DAYS,
        "scenes": list(town.SCENES),
        "messages": list(town.CORPUS),
    }
    job = sandbox.post("/sandbox/crowd", order)
    while job["state"] not in {"done", "failed"}:
        time.sleep(0.3)
        job = sandbox.get(f"/sandbox/jobs/{job['job_id']}")
        say(f"  {job['done']}/{job['total']}")
    if job["state"] == "failed":
        raise DoorClosed(job.get("error") or "the crowd did not come")


def _summary(
    addresses: Addresses,
    account: dict[str, Any],
    brand_id: str,
    people: list[dict[str, Any]],
    codes: list[dict[str, Any]],
) -> dict[str, Any]:
    staff = (town.OWNER, *town.AGENTS, town.OPERATOR)
    return {
        "network": addresses.network,
        "suite": addresses.suite,
        "start": f"{addresses.network}/",
        "account": {key: account[key] for key in ("appid", "secret", "name", "original_id", "wechat_id", "qr_url")},
        "codes": codes,
        "word": town.CORPUS[0],
        "brand_id": brand_id,
        "phone": [
            {
                "name": p["nickname"],
                "person_id": p["person_id"],
                # Not the link that works once: the start page and the terminal show this one for good.
                "sign_in_url": f"{addresses.network}/phone/#/be/{p['person_id']}",
            }
            for p in people
        ],
        "mp": {"name": town.OPERATOR.name, "email": town.OPERATOR.email, "password": town.PASSWORD},
        "console": [
            {"name": who.name, "role": who.role, "email": who.email, "password": town.PASSWORD} for who in staff
        ],
    }

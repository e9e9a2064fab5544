"""wechatpy 1.8.18's template and customservice calls, with nothing changed but the address."""

import json
from collections.abc import Callable

from teahouse.kit import clock, logins
from teahouse.kit.db import Base
from teahouse.platform.accounts import get_account, register_operator
from tests.compat.clients import run
from tests.compat.conftest import Account
from tests.support.houses import Running


def online_agent(running: Running, account: Account) -> tuple[str, str]:
    """An agent whom the fan agreed to be, online; and a name for another one."""
    house, appid = running.house, account.keys["appid"]
    with house.db.transaction() as session:
        wechat_id = get_account(session, appid).wechat_id
        operator_id = register_operator(session, email="desk@example.com", password="a long password", name="掌柜")
        row = {"appid": appid, "operator_id": operator_id, "created_at": clock.now()}
        session.execute(Base.metadata.tables["account_operator"].insert().values(row))
        signed_in = {
            kind: logins.sign_in(session, kind, subject, "test")
            for kind, subject in (("mp", operator_id), ("phone", account.person_id))
        }
    cookies = {f"th_{kind}": token for kind, (_, token) in signed_in.items()}
    amy = f"amy@{wechat_id}"
    path = f"/api/mp/accounts/{appid}/agents"
    with running.client(cookies=cookies) as http:

        def ask(method: str, where: str, body: object, kind: str = "mp") -> None:
            answer = http.request(method, where, json=body, headers={"X-CSRF-Token": signed_in[kind][0].csrf})
            assert answer.is_success, answer.text

        ask("PATCH", "/api/phone/me", {"wechat_id": "amy_wx"}, "phone")
        ask("POST", path, {"name": "amy", "nickname": "Amy"})
        ask("POST", f"{path}/{amy}/invitation", {"wechat_id": "amy_wx"})
        ask("PUT", f"/api/phone/accounts/{appid}/agent-invitations/{amy}", {"accept": True}, "phone")
        ask("PUT", f"{path}/{amy}/online", {"online": True})
    return amy, f"new@{wechat_id}"


def test_the_tour(running_network: Running, make_account: Callable[..., Account]) -> None:
    account = make_account()
    account.person("send", type="text", content="在吗", wait=0)  # opens the 48 hours
    amy, new = online_agent(running_network, account)
    keys = account.keys
    printed = run(
        "wechatpy",
        "wechatpy_desk.py",
        *(account.base, keys["appid"], keys["secret"], account.openid, amy, new, str(clock.timestamp())),
    )
    told = json.loads(printed)
    calls = ("set_industry", "sent", "removed", "added", "updated", "pictured", "deleted", "created", "closed")
    assert {call: told[call]["errcode"] for call in (*calls, "as_agent")} == dict.fromkeys((*calls, "as_agent"), 0)
    assert told["industry"]["secondary_industry"] == {"first_class": "餐饮", "second_class": "餐饮"}
    assert [one["template_id"] for one in told["templates"]["template_list"]] == [told["template_id"]]
    assert [(one["kf_account"], one["kf_nick"]) for one in told["accounts"]] == [(amy, "Amy"), (new, "老客服")]
    assert [(one["kf_account"], one["accepted_case"]) for one in told["online"]] == [(amy, 0)]
    assert told["session"]["kf_account"] == amy
    assert [one["openid"] for one in told["sessions"]] == [account.openid]
    assert told["waiting"] == {"count": 0, "waitcaselist": []}
    assert [(one["opercode"], one["text"]) for one in told["records"]["recordlist"]] == [(2002, "您好")]

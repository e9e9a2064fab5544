"""What a tour needs around it: an agent who is online, an article with a comment, consents of the fan, small files."""

import base64
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import httpx

from teahouse.kit import clock, logins
from teahouse.kit.db import Base
from teahouse.platform.accounts import get_account, register_operator
from tests.compat.conftest import Account
from tests.platform.materials import samples
from tests.support.houses import Running

_PUBLISHING, _SECONDS = 1, 60


def order(running: Running, account: Account) -> dict[str, Any]:
    """What a tour is given."""
    amy, new = online_agent(running, account)
    worker = account.http.post("/sandbox/people", json={"nickname": "小陈"}).json()["person_id"]
    with browser(running, "phone", worker) as phone:
        answer(phone.patch("/api/phone/me", json={"wechat_id": "chen_wx"}))
    domains = {"oauth": ["127.0.0.1:9000"]}
    answer(account.http.put(f"/sandbox/accounts/{account.keys['appid']}/domains", json=domains))
    return {
        "base": account.base,
        **{key: account.keys[key] for key in ("appid", "secret")},
        "openid": account.openid,
        "person": account.person_id,
        "files": files(),
        "kf_account": amy,
        "new_account": new,
        "worker": "chen_wx",
        "now": clock.timestamp(),
        "day": str((clock.now() - timedelta(days=2)).date()),  # whose figures are ready everywhere
        "msg_data_id": article_with_comment(running, account),
        "article": draft(account),
        "once": once(running, account),
        "notice": notice(account),
        **moved(account),
        "back": "http://127.0.0.1:9000/back",
    }


def moved(account: Account) -> dict[str, str]:
    """An account that the fan followed too and that has moved here; what it called them."""
    made = {"type": "subscription", "verified": True, "name": "旧茶馆"}
    old = answer(account.http.post("/sandbox/accounts", json=made))["appid"]
    followed = account.http.post(f"/sandbox/people/{account.person_id}/follow", json={"appid": old})
    here = f"/sandbox/accounts/{account.keys['appid']}"
    answer(account.http.post(f"{here}/migrate", json={"from_appid": old}))
    wait(lambda: answer(account.http.get(f"{here}/migrations"))["items"][0]["state"] == "done")
    return {"from_appid": old, "old_openid": answer(followed)["openid"]}


def files() -> dict[str, str]:
    """Small files in base64, as a program takes them from its command line."""
    made = {"jpg": samples.picture(), "amr": samples.amr(1), "mp4": samples.MP4}
    return {name: base64.b64encode(data).decode() for name, data in made.items()}


@contextmanager
def browser(running: Running, kind: str, subject_id: str) -> Iterator[httpx.Client]:
    """Somebody signed in: `kind` is phone or mp."""
    with running.house.db.transaction() as session:
        login, token = logins.sign_in(session, kind, subject_id, "test")
    with running.client(cookies={f"th_{kind}": token}, headers={"X-CSRF-Token": login.csrf}) as http:
        yield http


def answer(response: httpx.Response) -> Any:  # noqa: ANN401 - JSON
    """Of a call that has worked."""
    assert response.is_success, response.text
    return response.json() if response.content else None


def operator(running: Running, appid: str, email: str = "desk@example.com") -> str:
    """A new operator of the account; their id."""
    with running.house.db.transaction() as session:
        made = register_operator(session, email=email, password="a long password", name="掌柜")
        row = {"appid": appid, "operator_id": made, "created_at": clock.now()}
        session.execute(Base.metadata.tables["account_operator"].insert().values(row))
    return made


def online_agent(running: Running, account: Account) -> tuple[str, str]:
    """An agent whom the fan agreed to be, online; and a name for another one."""
    appid = account.keys["appid"]
    with running.house.db.reading() as reader:
        wechat_id = get_account(reader, appid).wechat_id
    amy = f"amy@{wechat_id}"
    path = f"/api/mp/accounts/{appid}/agents"
    with (
        browser(running, "mp", operator(running, appid)) as mp,
        browser(running, "phone", account.person_id) as phone,
    ):
        answer(phone.patch("/api/phone/me", json={"wechat_id": "amy_wx"}))
        answer(mp.post(path, json={"name": "amy", "nickname": "Amy"}))
        answer(mp.post(f"{path}/{amy}/invitation", json={"wechat_id": "amy_wx"}))
        answer(phone.put(f"/api/phone/accounts/{appid}/agent-invitations/{amy}", json={"accept": True}))
        answer(mp.put(f"{path}/{amy}/online", json={"online": True}))
    return amy, f"new@{wechat_id}"


def wait(condition: Callable[[], object]) -> None:
    """Until it holds."""
    deadline = time.monotonic() + _SECONDS
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def draft(account: Account) -> str:
    """The media_id of a draft with one article."""
    cover = account.upload("/cgi-bin/material/add_material", samples.picture(), "cover.jpg", type="image")["media_id"]
    article = {"title": "春茶上新", "content": "<p>新茶</p>", "thumb_media_id": cover, "need_open_comment": 1}
    media_id: str = account.call("/cgi-bin/draft/add", {"articles": [article]})["media_id"]
    return media_id


def once(running: Running, account: Account) -> str:
    """The template of one-time subscriptions; the fan has confirmed one in scene 1000."""
    appid = account.keys["appid"]
    with browser(running, "mp", operator(running, appid, "once@example.com")) as mp:
        template: str = answer(mp.get(f"/api/mp/accounts/{appid}/notices"))["once_template_id"]
    with browser(running, "phone", account.person_id) as phone:
        wish = {"action": "get_confirm", "appid": appid, "scene": "1000", "template_id": template}
        wish |= {"redirect_url": "http://127.0.0.1:9000/back", "reserved": ""}
        said = phone.post("/mp/subscribemsg", data={"csrf": phone.headers["X-CSRF-Token"], "decision": "allow"} | wish)
    assert "action=confirm" in said.headers["location"]
    return template


def notice(account: Account) -> str:
    """A template of subscription notifications; the fan has accepted one message."""
    template: str = account.call("/wxaapi/newtmpl/addtemplate", {"tid": 402, "kidList": [1, 2]})["priTmplId"]
    assert account.person("subscribe", templates=[template])["said"] == {template: "accept"}
    return template


def article_with_comment(running: Running, account: Account) -> int:
    """Publish an article, and let the fan write below it; its msg_data_id."""
    job = account.call("/cgi-bin/freepublish/submit", {"media_id": draft(account)})

    def state() -> dict[str, Any]:
        return account.call("/cgi-bin/freepublish/get", {"publish_id": job["publish_id"]})

    wait(lambda: state()["publish_status"] != _PUBLISHING)
    page = state()["article_detail"]["item"][0]["article_url"].rpartition("/")[2]
    with browser(running, "phone", account.person_id) as phone:
        answer(phone.post(f"/api/phone/articles/{page}/comments", json={"text": "好茶"}))
    return int(job["msg_data_id"])

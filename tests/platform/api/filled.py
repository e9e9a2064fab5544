"""A network in which every example of tests/protocol/examples.py can be called."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from typing import Any

from teahouse.kit import clock
from tests.platform.articles.desk import article
from tests.platform.identity.conftest import Visitor, exchange
from tests.platform.materials.samples import picture
from tests.platform.push.stage import Stage, set_stage, until
from tests.platform.service.desk import bound, named
from tests.platform.world import Api, World
from tests.support.houses import Running


@contextmanager
def filled(running: Running) -> Iterator[tuple[World, Api, dict[str, Any]]]:
    """The world, a program of its account, and what the $names of examples stand for."""
    with ExitStack() as stack:
        stage = set_stage(running, stack)
        stage.serve()  # callback/check asks where its server is
        assert stage.operator.delete(f"/api/mp/accounts/{stage.appid}/server").status_code == 204
        world = World(running, stack)
        api = Api(stage.account, stage.secret, world.nobody())
        api.renew()
        names = _account(api) | _people(world, api) | _library(world, api) | _identity(world, api)
        _settled(world, stage)
        yield world, api, names


def _account(api: Api) -> dict[str, Any]:
    button = {"button": [{"type": "click", "name": "茶", "key": "tea"}]}
    api.post("/cgi-bin/menu/create", button)
    rule = button | {"matchrule": {"client_platform_type": "1"}}
    code = {"action_name": "QR_SCENE", "action_info": {"scene": {"scene_id": 9}}}
    template = api.post("/cgi-bin/template/api_add_template", {"template_id_short": "TM00015"})
    rid = api.get("/cgi-bin/user/info")["errmsg"].rpartition("rid: ")[2]
    until(lambda: api.post("/cgi-bin/openapi/rid/get", {"rid": rid}).get("errcode") == 0)
    now = clock.timestamp()
    return {
        "appid": api.appid,
        "secret": api.secret,
        "menu": api.post("/cgi-bin/menu/addconditional", rule)["menuid"],
        "ticket": api.post("/cgi-bin/qrcode/create", code)["ticket"],
        "template": template["template_id"],
        "short_key": api.post("/cgi-bin/shorten/gen", {"long_data": "茶"})["short_key"],
        "rid": rid,
        "day": (clock.now() + timedelta(hours=8) - timedelta(days=2)).date().isoformat(),
        "since": now,
        "until": now,
    }


def _people(world: World, api: Api) -> dict[str, Any]:
    person, _ = world.person()
    openid, other = world.follow(api, person), world.follow(api, world.person("别人")[0])
    world.act(api, person)
    tags = [api.post("/cgi-bin/tags/create", {"tag": {"name": name}})["tag"]["id"] for name in "甲乙丙"]
    agent = bound(world, api, "amy")
    spare = f"spare@{api.account.wechat_id}"
    assert api.post("/customservice/kfaccount/add", {"kf_account": spare, "nickname": "x"})["errcode"] == 0
    named(world, "wx_spare")
    return {
        "openid": openid,
        "other": other,
        "tag": tags[0],
        "spare_tag": tags[1],
        "spare_group": tags[2],
        "agent": agent,
        "new_agent": f"new@{api.account.wechat_id}",
        "spare_agent": spare,
        "wechat_id": "wx_spare",
    }


def _library(world: World, api: Api) -> dict[str, Any]:
    images = [
        api.upload("/cgi-bin/material/add_material", picture(size=(4, size)), "a.jpg", type="image")["media_id"]
        for size in (3, 4)
    ]
    drafts = [
        api.post("/cgi-bin/draft/add", {"articles": [article(api, need_open_comment=1)] * 2})["media_id"]
        for _ in range(4)
    ]
    jobs = [api.post("/cgi-bin/freepublish/submit", {"media_id": media_id}) for media_id in drafts[2:]]
    published = [_published(api, job["publish_id"]) for job in jobs]
    page = published[0]["article_detail"]["item"][0]["article_url"].rpartition("/")[2]
    for _ in range(2):
        person, phone = world.person()
        world.follow(api, person)
        assert phone.post(f"/api/phone/articles/{page}/comments", json={"text": "好茶"}).status_code == 201
    return {
        "image": images[0],
        "spare_image": images[1],
        "media": api.upload("/cgi-bin/media/upload", picture(), type="image")["media_id"],
        "draft": drafts[0],
        "spare_draft": drafts[1],
        "publish": jobs[0]["publish_id"],
        "msg_data_id": jobs[0]["msg_data_id"],
        "article": published[0]["article_id"],
        "spare_article": published[1]["article_id"],
    }


def _published(api: Api, publish_id: str) -> dict[str, Any]:
    def state() -> dict[str, Any]:
        found = api.post("/cgi-bin/freepublish/get", {"publish_id": publish_id})
        return found if found["publish_status"] == 0 else {}

    return until(state)


def _identity(world: World, api: Api) -> dict[str, Any]:
    operator, path = world.operator(api.appid), f"/api/mp/accounts/{api.appid}"
    domains = {"oauth": ["127.0.0.1:9000"], "js": []}
    assert operator.put(f"{path}/domains", json=domains).status_code == 200
    website = operator.post(f"{path}/websites", json={"name": "茶馆", "host": "127.0.0.1:9000"})
    visitor = Visitor(world, *world.person("林间"))
    granted = exchange(api, visitor.code(api.appid, "snsapi_userinfo"))
    return {
        "website": website.json()["appid"],
        "code": visitor.code(api.appid),
        "refresh_token": granted["refresh_token"],
        "user_token": granted["access_token"],
        "user_openid": granted["openid"],
    }


def _settled(world: World, stage: Stage) -> None:
    """Nothing is under way any more."""
    until(lambda: not [job for job in world.rows("job") if job["due_at"] <= clock.now()])
    until(lambda: all(push["state"] != "pending" for push in stage.pushes()))

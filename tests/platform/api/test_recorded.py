"""Every recorded answer of a call that is answered here has the keys and JSON types of ours, or a reason.

The records lie beside the checkout; where they are not, this is skipped. The reasons are in scripts/recorded.py and
printed into docs/compatibility.md.
"""

import json
from collections import defaultdict
from collections.abc import Container, Iterator, Sequence
from contextlib import ExitStack
from datetime import datetime, timedelta
from typing import Any

import pytest

from scripts.recorded import DEVIATIONS
from teahouse.kit import clock
from teahouse.kit.db import Session
from teahouse.platform.push import delivery
from teahouse.platform.statistics import ArticleAct, ArticlePublished, Articles, ArticleSent
from tests.platform.articles.desk import article
from tests.platform.identity.conftest import Visitor, exchange
from tests.platform.materials.samples import picture
from tests.platform.push.stage import Stage, set_stage, until
from tests.platform.service.desk import bound
from tests.platform.world import Api, World, later
from tests.support.houses import Running
from tests.support.samples import needs_samples, samples

NOON = 4 * 3600
"""In China, in seconds of a day."""
# The path of each record.
PATHS = {
    "71a77e60ef88": "/cgi-bin/draft/batchget",
    "0eed54ac4c79": "/cgi-bin/draft/get",
    "083afffaccf5": "/cgi-bin/freepublish/getarticle",
    "e82368fe524d": "/cgi-bin/freepublish/submit",
    "794db670bd75": "/cgi-bin/material/add_material",
    "0f0055776440": "/cgi-bin/material/batchget_material",
    "28c628f9ae78": "/cgi-bin/get_current_selfmenu_info",
    "fd53366a48bd": "/cgi-bin/menu/addconditional",
    "bb275022e208": "/cgi-bin/qrcode/create",
    "54472a1050b8": "/cgi-bin/shorturl",
    "f3bc1e975f85": "/cgi-bin/shorten/gen",
    "53cf7518c10c": "/cgi-bin/tags/create",
    "d10ef50b8037": "/cgi-bin/tags/get",
    "829c5f72aca5": "/cgi-bin/user/tag/get",
    "2fbf44e3d331": "/cgi-bin/user/tag/get",
    "65346e042122": "/cgi-bin/tags/getidlist",
    "3bbdf235b9f7": "/cgi-bin/tags/members/getblacklist",
    "6ba1ece6873f": "/cgi-bin/template/api_add_template",
    "eb50425c3f47": "/cgi-bin/template/get_industry",
    "abea52cd1c6b": "/cgi-bin/user/get",
    "e28da9772b11": "/cgi-bin/user/info/batchget",
    "bb5f733db553": "/cgi-bin/user/info/batchget",
    "f263bbd0943e": "/cgi-bin/user/info",
    "1fbebc109562": "/customservice/kfsession/getsession",
    "f457f7a6629e": "/customservice/kfsession/getsessionlist",
    "86546577dec9": "/customservice/msgrecord/getmsglist",
    "70f435c6758c": "/datacube/getuserreadhour",
    "80c86ea73b97": "/datacube/getuserreadhour",
    "be0b8fd41b59": "/cgi-bin/changeopenid",
    "48b18e775e7c": "/datacube/getuserread",
    "20a863e84f7b": "/datacube/getusershare",
    "ce226406b010": "/datacube/getarticlesummary",
    "a6e41adc5daa": "/datacube/getarticletotal",
    "630321db1032": "/datacube/getinterfacesummary",
    "36be27db371d": "/datacube/getinterfacesummaryhour",
    "f6e0a5f43480": "/datacube/getupstreammsghour",
    "ad5c02ffff2e": "/sns/userinfo",
    "2706eae7ffcd": "/sns/oauth2/access_token",
    "de1d96a75a3f": "/cgi-bin/get_current_autoreply_info",
    "c8b26180371f": "/cgi-bin/getcallbackip",
    "3fbce04cd2d7": "/cgi-bin/groups/get",
    "aad5531546c3": "/cgi-bin/media/upload",
    "d87f9fe70e79": "/cgi-bin/menu/get",
    "e0038de4c03b": "/cgi-bin/message/custom/send",
    "3d85f5cf4135": "/cgi-bin/message/mass/sendall",
    "65b0e89a17c4": "/cgi-bin/message/mass/sendall",
}
# Records of calls that are not answered here.
ELSEWHERE = {
    "requests, not answers": ["248f7ff24ea6", "036d92bed3cf"],
    "an interface of WeCom": ["0d3bbaba681a"],
    "pictures and text recognition": [
        *("f0955809a303", "eec1a3879ac9", "df7fd5020447", "fbde6ddff70d", "365cc3807ef8", "d42bb9d9ddb1"),
        *("14138c6598ea", "1f3332d58dd6"),
    ],
    "cards and invoices": [
        *("5f5322f4b492", "0e4e4de77594", "ba89d27b9835", "8a39c1523366", "2eb4fb5e4f40", "d70fa255d4ed"),
        *("a962464f650c", "545738699dba", "9584842d2ecb", "6c8bdc101dcc", "5efc57ae2169", "71f55e4166b9"),
        *("ede75775106f", "a276d8680727", "69e0eae90168", "cee089972440", "bb406410a735", "29a365d894a0"),
        *("c775103fa63a", "7c612094d9f9", "3fd048b9b179", "c7a4d81eebb3", "6394de9537a2", "eecb08a6994a"),
        *("8574873b49c4", "f572f08b3e22", "46b891cb5309", "0c321fbadfb1"),
    ],
    "mini-programs": [
        *("dd33664718ff", "b1226ec20edd", "7147da94b8c3", "baeb4fa3ef5e", "1d8bde38fc26", "e21ee95c13a4"),
        *("f4aa071060e9", "121d4de5a5b7", "47c8c7029c1a", "9c62f1f2bdf9"),
    ],
    "city services, taxes, students, advertising, red packet covers": [
        *("058422816fd1", "f0abca3e3a4a", "49614b1ca1e6", "871a5e5c94f4", "4af089acdcda", "1b6fb025d688"),
        *("1af62a4c2e5e", "1ef258652ced", "bdd7415a5043", "06314368fc98", "2edc8afae37f", "283de78cf319"),
        "dcd144d827c3",
    ],
    "stores, devices, Wi-Fi, shaking, scanned products": [
        *("7969a3eeef09", "3cda2e6fb69f", "637a6b71fec1", "5fcc693f5fd9", "b31ab9d32c19", "097b0050c90a"),
        *("427aa179adbf", "7c9d8e02ce6e", "e2e3f25b1948", "a1cc72581aa7", "2901faa0f3b3", "a1dd71c19ddf"),
        *("e6c3e3e2426a", "905d2de910af", "92cda9fa8817", "068a591bf842", "350457e4727e", "23a058e5bc50"),
    ],
}


def shape(answers: Sequence[object]) -> dict[str, set[str]]:
    """The JSON types at every place: `a.b`, and `a[]` for the elements of a list."""
    found: dict[str, set[str]] = defaultdict(set)

    def walk(value: object, place: str) -> None:
        found[place].add(_kind(value))
        if isinstance(value, dict):
            for name, inner in value.items():
                walk(inner, f"{place}.{name}" if place else name)
        elif isinstance(value, list):
            for inner in value:
                walk(inner, f"{place}[]")

    for answer in answers:
        walk(answer, "")
    return found


def _kind(value: object) -> str:
    match value:
        case bool():
            return "boolean"
        case int() | float():
            return "number"
        case str():
            return "string"
        case dict():
            return "object"
    return "list" if isinstance(value, list) else "null"


def differences(ours: Sequence[object], recorded: Sequence[object]) -> set[tuple[str, str]]:
    """Places that differ, and how: `ours`, `recorded` when only one side has it, else the types of both."""
    here, there = shape(ours), shape(recorded)
    here = {place: kinds for place, kinds in here.items() if _is_told_of(place, there)}
    there = {place: kinds for place, kinds in there.items() if _is_told_of(place, here)}
    both = {place: f"{_names(there[place])} → {_names(here[place])}" for place in here.keys() & there.keys()}
    return (
        {(place, "only here") for place in here.keys() - there.keys()}
        | {(place, "only recorded") for place in there.keys() - here.keys()}
        | {(place, how) for place, how in both.items() if here[place] != there[place]}
    )


def _is_told_of(place: str, other: Container[str]) -> bool:
    """Whether what holds the place is on the other side too: else that says all."""
    above = place.removesuffix("[]") if place.endswith("[]") else place.rpartition(".")[0]
    return not place or above in other


def _names(kinds: set[str]) -> str:
    return "/".join(sorted(kinds))


class Program(Api):
    """A program that remembers what each path answered."""

    seen: dict[str, list[Any]]

    def keep(self, path: str, answer: dict[str, Any]) -> dict[str, Any]:
        assert answer.get("errcode", 0) == 0, (path, answer)
        self.seen[path].append(answer)
        return answer

    def get(self, path: str, **query: str) -> dict[str, Any]:
        return self.keep(path, super().get(path, **query))

    def post(self, path: str, body: object, **query: str) -> dict[str, Any]:
        return self.keep(path, super().post(path, body, **query))

    def upload(self, path: str, data: bytes, name: str = "a.bin", **query: str) -> dict[str, Any]:
        return self.keep(path, super().upload(path, data, name, **query))


class Read:
    """Fills the port Articles: yesterday somebody read an article and shared it."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def acts(self, session: Session, appid: str, since: datetime, until: datetime) -> Sequence[ArticleAct]:
        kinds: tuple[tuple[Any, int], ...] = (("read", 0), ("share", 1))
        acts = [ArticleAct("9_1", "春茶", "p1", kind, self.at, 0, scene) for kind, scene in kinds]
        return acts if since <= self.at < until else []

    def sent(self, session: Session, appid: str, since: datetime, until: datetime) -> Sequence[ArticleSent]:
        return [ArticleSent("9_1", "春茶", self.at, 7)] if since <= self.at < until else []

    def published(self, session: Session, appid: str, since: datetime, until: datetime) -> Sequence[ArticlePublished]:
        return [ArticlePublished("9_1", "春茶", self.at, "u", 7)] if since <= self.at < until else []


@pytest.fixture
def stage(running_network: Running, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    monkeypatch.setattr(delivery, "PAUSES", (0.01, 0.01))
    later(seconds=(NOON - clock.timestamp()) % (24 * 3600))  # records are of one day, which is China's
    with ExitStack() as stack:
        stage = set_stage(running_network, stack)
        stage.serve()
        yield stage


@pytest.fixture
def world(stage: Stage) -> World:
    return World(stage.running, stage.stack)


@pytest.fixture
def program(stage: Stage) -> Program:
    program = Program(stage.account, stage.secret, stage.operator)
    program.seen = defaultdict(list)
    program.renew()
    return program


def followers(world: World, api: Program) -> str:
    """A follower who came by a code and was tagged, one who left, one on the blacklist; the openid of the first."""
    site = {"name": "茶馆", "host": "127.0.0.1:9000"}
    assert world.operator(api.appid).post(f"/api/mp/accounts/{api.appid}/websites", json=site).status_code == 201
    person, _ = world.person()
    code = {"expire_seconds": 60, "action_name": "QR_SCENE", "action_info": {"scene": {"scene_id": 98765}}}
    ticket = api.post("/cgi-bin/qrcode/create", code)["ticket"]
    openid = world.follow(api, person, source="qr", ticket=ticket)
    gone, bad = (world.follow(api, world.person(name)[0]) for name in ("走了", "拉黑"))
    world.unfollow(api, gone)
    tag = api.post("/cgi-bin/tags/create", {"tag": {"name": "广东"}})["tag"]["id"]
    api.post("/cgi-bin/tags/members/batchtagging", {"openid_list": [openid], "tagid": tag})
    api.post("/cgi-bin/tags/members/batchblacklist", {"openid_list": [bad]})
    api.post("/cgi-bin/tags/members/getblacklist", {"begin_openid": ""})
    api.post("/cgi-bin/user/tag/get", {"tagid": tag, "next_openid": ""})
    api.post("/cgi-bin/tags/getidlist", {"openid": openid})
    for path in ("/cgi-bin/tags/get", "/cgi-bin/groups/get", "/cgi-bin/user/get"):
        api.get(path)
    api.get("/cgi-bin/user/info", openid=openid)
    api.post("/cgi-bin/user/info/batchget", {"user_list": [{"openid": openid}, {"openid": gone}]})
    return openid


def moved(world: World, api: Program) -> None:
    """An account with a follower has moved here."""
    old, (person, _) = world.account("subscription", name="旧茶馆"), world.person("搬家")
    openid = world.follow(old, person)
    with world.running.client() as http:
        here = f"/sandbox/accounts/{api.appid}"
        assert http.post(f"{here}/migrate", json={"from_appid": old.appid}).status_code == 202
        until(lambda: http.get(f"{here}/migrations").json()["items"][0]["state"] == "done")
    api.post("/cgi-bin/changeopenid", {"from_appid": old.appid, "openid_list": [openid, "oNobody"]})


def library(api: Program) -> None:
    """A picture, a draft, a published article, short links."""
    api.upload("/cgi-bin/media/upload", picture(), "a.jpg", type="image")
    one = article(api, author="掌柜", digest="新茶")
    media_id = api.post("/cgi-bin/draft/add", {"articles": [one]})["media_id"]
    api.post("/cgi-bin/draft/get", {"media_id": media_id})
    api.post("/cgi-bin/draft/batchget", {"offset": 0, "count": 20, "no_content": 0})
    publish_id = api.post("/cgi-bin/freepublish/submit", {"media_id": media_id})["publish_id"]
    ask = "/cgi-bin/freepublish/get"
    state = until(lambda: (got := api.post(ask, {"publish_id": publish_id}))["publish_status"] == 0 and got)
    assert isinstance(state, dict)
    api.post("/cgi-bin/freepublish/getarticle", {"article_id": state["article_id"]})
    news = api.post("/cgi-bin/material/add_news", {"articles": [one]})["media_id"]
    for kind in ("news", "image"):
        api.post("/cgi-bin/material/batchget_material", {"type": kind, "offset": 0, "count": 20})
    everybody = {"filter": {"is_to_all": True}, "msgtype": "mpnews", "mpnews": {"media_id": news}}
    api.post("/cgi-bin/message/mass/sendall", everybody)
    api.post("/cgi-bin/shorturl", {"action": "long2short", "long_url": "http://example.com/tea"})
    api.post("/cgi-bin/shorten/gen", {"long_data": "茶"})


def menus(world: World, api: Program) -> None:
    """A menu of the API with a sub-menu and one for some, then one made by hand; replies of edit mode."""
    click = {"type": "click", "name": "test", "key": "test"}
    api.post("/cgi-bin/menu/create", {"button": [click]})
    api.get("/cgi-bin/menu/get")
    rule = {"button": [click], "matchrule": {"client_platform_type": "2"}}
    api.post("/cgi-bin/menu/addconditional", rule)
    api.get("/cgi-bin/menu/delete")
    operator = world.operator(api.appid)
    path = f"/api/mp/accounts/{api.appid}"
    view = {"type": "view", "name": "官网", "url": "http://example.com/"}
    cover = api.upload("/cgi-bin/material/add_material", picture(), "a.jpg", type="image")["media_id"]
    image = {"type": "media_id", "name": "图", "media_id": cover}
    buttons = [click, image, {"name": "茶", "sub_button": [click, view, image]}]
    made = operator.put(f"{path}/menu", json={"buttons": buttons})
    assert made.status_code == 200, made.text
    api.get("/cgi-bin/get_current_selfmenu_info")
    for occasion in ("follow", "message"):
        body = {"reply": {"type": "text", "content": "欢迎"}}
        assert operator.put(f"{path}/autoreply/{occasion}", json=body).status_code == 200
    news = {"title": "春", "author": "掌柜", "digest": "茶", "show_cover": 1, "cover_url": "", "source_url": ""}
    replies = [
        {"type": "text", "content": "西湖路 1 号"},
        {"type": "news", "news": [news | {"content_url": "http://a/"}]},
    ]
    keywords = [{"content": "地址", "match": "contain"}]
    answering = {"name": "地址", "mode": "reply_all", "keywords": keywords, "replies": replies}
    assert operator.post(f"{path}/autoreply/rules", json=answering).status_code == 201
    api.get("/cgi-bin/get_current_autoreply_info")


def messages(world: World, api: Program, openid: str) -> None:
    """A session with an agent, a customer service message, a template."""
    agent = bound(world, api, "amy")
    api.post("/customservice/kfsession/create", {"kf_account": agent, "openid": openid})
    api.get("/customservice/kfsession/getsession", openid=openid)
    api.get("/customservice/kfsession/getsessionlist", kf_account=agent)
    body = {"touser": openid, "msgtype": "text", "text": {"content": "您好"}, "customservice": {"kf_account": agent}}
    api.post("/cgi-bin/message/custom/send", body)
    now = clock.timestamp()
    spoken = {"starttime": now - 3600, "endtime": now + 60, "msgid": 1, "number": 100}
    api.post("/customservice/msgrecord/getmsglist", spoken)
    api.post("/cgi-bin/template/api_set_industry", {"industry_id1": "1", "industry_id2": "4"})
    api.get("/cgi-bin/template/get_industry")
    api.post("/cgi-bin/template/api_add_template", {"template_id_short": "TM00015"})
    api.get("/cgi-bin/getcallbackip")


def authorisation(world: World, api: Program) -> None:
    body = {"oauth": ["127.0.0.1:9000"], "js": []}
    assert world.operator(api.appid).put(f"/api/mp/accounts/{api.appid}/domains", json=body).status_code == 200
    visitor = Visitor(world, *world.person("林间"))
    granted = exchange(api, visitor.code(api.appid, "snsapi_userinfo"))
    api.keep("/sns/oauth2/access_token", granted)
    query = {"access_token": granted["access_token"], "openid": granted["openid"]}
    api.keep("/sns/userinfo", api.http.get("/sns/userinfo", params=query).json())


def figures(stage: Stage, api: Program) -> None:
    """What happened today, read tomorrow."""
    person = stage.person()
    person.send(stage.appid, "你好")
    until(lambda: len(stage.server.got) >= 2)
    stage.ended(2)
    day = (clock.now() + timedelta(hours=8)).date().isoformat()  # China's
    stage.house.bind(Articles, Read(clock.now()))  # type: ignore[type-abstract]  # a port
    later(days=1, hours=8)  # figures of a day are there from eight the next morning
    api.renew()
    for path in PATHS.values():
        if path.startswith("/datacube/") and path not in api.seen:
            api.post(path, {"begin_date": day, "end_date": day})


@needs_samples
def test_every_recorded_answer_has_the_shape_of_ours(stage: Stage, world: World, program: Program) -> None:
    messages(world, program, followers(world, program))
    moved(world, program)
    library(program)
    menus(world, program)
    authorisation(world, program)
    figures(stage, program)
    records = samples("mp", "api_response")
    recorded: dict[str, list[Any]] = defaultdict(list)
    for sample, path in PATHS.items():
        recorded[path].append(json.loads(records[sample]["raw"]))
    found = {
        (path, place, how)
        for path, answers in recorded.items()
        for place, how in differences(program.seen[path], answers)
    }
    explained = {one: [(deviation, deviation.covering(*one)) for deviation in DEVIATIONS] for one in found}
    assert {one for one, by in explained.items() if not any(places for _, places in by)} == set()
    used = {(deviation, place) for by in explained.values() for deviation, places in by for place in places}
    assert {(deviation, place) for deviation in DEVIATIONS for place in deviation.places} == used


@needs_samples
def test_every_recorded_answer_is_looked_at() -> None:
    elsewhere = [sample for ids in ELSEWHERE.values() for sample in ids]
    assert len(elsewhere) == len(set(elsewhere))
    assert not PATHS.keys() & set(elsewhere)
    assert PATHS.keys() | set(elsewhere) == samples("mp", "api_response").keys()

"""Publishing over real HTTP, and messages with what is published."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from teahouse.protocol import PublishJobFinishEvent
from tests.platform.articles.desk import (
    COUNT,
    GET,
    LIST,
    OK,
    PUBLISHED,
    REMOVE,
    STATE,
    SUBMIT,
    article,
    draft,
    finish,
    publish,
)
from tests.platform.world import Api, World, later

SEND = "/cgi-bin/message/custom/send"


class TestSubmit:
    def test_it_ends_with_an_event(self, world: World, api: Api) -> None:
        media_id = draft(api, article(api, title="一"), article(api, title="二"))
        urls = [one["url"].partition("?")[0] for one in api.post(GET, {"media_id": media_id})["news_item"]]
        answer = api.post(SUBMIT, {"media_id": media_id})
        assert answer == OK | {"publish_id": answer["publish_id"], "msg_data_id": int(answer["publish_id"])}
        finish(world)
        finish(world)
        done = api.post(STATE, {"publish_id": answer["publish_id"]})
        items = [{"idx": number, "article_url": url} for number, url in enumerate(urls, 1)]
        assert done == {
            "publish_id": answer["publish_id"],
            "publish_status": 0,
            "article_id": done["article_id"],
            "article_detail": {"count": 2, "item": items},
            "fail_idx": [],
        }
        assert re.fullmatch(r"[0-9A-Za-z_-]{43}", done["article_id"])
        ((appid, person, event),) = world.pushes.events
        assert (appid, person) == (api.appid, "")
        assert isinstance(event, PublishJobFinishEvent)
        assert event.to_user_name == api.account.original_id
        info = event.publish_event_info
        assert (info.publish_id, info.publish_status, info.article_id) == (answer["publish_id"], 0, done["article_id"])
        assert info.article_detail is not None
        assert [(one.idx, one.article_url) for one in info.article_detail.items] == list(enumerate(urls, 1))

    def test_the_draft_is_gone(self, world: World, api: Api) -> None:
        media_id = draft(api)
        publish(world, api, media_id)
        assert api.get(COUNT) == {"total_count": 0}
        assert api.post(GET, {"media_id": media_id})["errcode"] == 40007
        assert api.post(SUBMIT, {"media_id": media_id})["errcode"] == 40007
        assert len(world.pushes.events) == 1

    def test_ten_at_once_are_one(self, world: World, api: Api) -> None:
        media_id = draft(api)
        with ThreadPoolExecutor(10) as pool:
            codes = [one["errcode"] for one in pool.map(lambda _: api.post(SUBMIT, {"media_id": media_id}), range(10))]
        assert sorted(codes) == [0] + [40007] * 9
        finish(world)
        assert len(world.pushes.events) == 1
        assert api.post(LIST, {"offset": 0, "count": 20})["total_count"] == 1

    def test_numbers_count_on_and_fit_a_double(self, world: World, api: Api) -> None:
        first, second = (publish(world, api, draft(api))["msg_data_id"] for _ in range(2))
        assert second == first + 1 < 2**53

    def test_what_is_unknown_is_refused(self, world: World, api: Api) -> None:
        theirs = draft(world.account(name="别家茶馆"))
        for media_id in ("unknown", "", theirs):
            assert api.post(SUBMIT, {"media_id": media_id})["errcode"] == 40007
        for publish_id in ("1", "x", "9" * 30, ""):
            assert api.post(STATE, {"publish_id": publish_id})["errcode"] == 40035
        assert {row["state"] for row in world.rows("account_article_set")} == {"draft"}
        assert world.pushes.events == []


class TestPublished:
    def test_it_is_listed_and_read(self, world: World, api: Api) -> None:
        done = publish(world, api, draft(api, title="旧"))
        later(seconds=1)
        newer = publish(world, api, draft(api, title="新"))
        got = api.post(PUBLISHED, {"article_id": done["article_id"]})
        item = got["news_item"][0]
        assert (item["title"], item["is_deleted"], item["url"]) == (
            "旧",
            False,
            done["article_detail"]["item"][0]["article_url"],
        )
        page = api.post(LIST, {"offset": 0, "count": 1})
        assert (page["total_count"], page["item_count"]) == (2, 1)
        assert page["item"][0]["article_id"] == newer["article_id"]
        bare = api.post(LIST, {"offset": 1, "count": 20, "no_content": 1})["item"]
        assert [one["article_id"] for one in bare] == [done["article_id"]]
        assert "content" not in bare[0]["content"]["news_item"][0]
        assert api.post(LIST, {"offset": 0, "count": 21})["errcode"] == 40097
        assert world.account(name="别家").post(PUBLISHED, {"article_id": done["article_id"]})["errcode"] == 53600

    def test_one_of_several_is_deleted_and_then_the_rest(self, world: World, api: Api) -> None:
        done = publish(world, api, draft(api, article(api, title="一"), article(api, title="二")))
        pages = [one["article_url"].rpartition("/")[2] for one in done["article_detail"]["item"]]
        key = {"article_id": done["article_id"]}
        assert api.post(REMOVE, key | {"index": 3})["errcode"] == 40114
        assert api.post(REMOVE, {"article_id": "unknown"})["errcode"] == 53600
        assert world.account(name="别家").post(REMOVE, key)["errcode"] == 53600
        reader = world.nobody()
        assert [reader.get(f"/s/{page}").status_code for page in pages] == [200, 200]
        assert api.post(REMOVE, key | {"index": 1}) == OK
        assert [one["is_deleted"] for one in api.post(PUBLISHED, key)["news_item"]] == [True, False]
        assert [reader.get(f"/s/{page}").status_code for page in pages] == [404, 200]
        assert api.post(STATE, {"publish_id": done["publish_id"]})["publish_status"] == 0
        assert api.post(REMOVE, key) == OK
        assert [reader.get(f"/s/{page}").status_code for page in pages] == [404, 404]
        assert api.post(STATE, {"publish_id": done["publish_id"]})["publish_status"] == 5
        assert api.post(LIST, {"offset": 0, "count": 20})["total_count"] == 0


class TestSent:
    def test_a_draft_and_what_is_published_reach_the_phone(self, world: World, api: Api) -> None:
        person, phone = world.person()
        openid = world.follow(api, person)
        world.act(api, person)
        media_id = draft(api, article(api, title="一", digest="头条"), article(api, title="二"))
        assert api.post(SEND, {"touser": openid, "msgtype": "mpnews", "mpnews": {"media_id": media_id}}) == OK
        done = publish(world, api, media_id)
        body = {"touser": openid, "msgtype": "mpnewsarticle", "mpnewsarticle": {"article_id": done["article_id"]}}
        assert api.post(SEND, body) == OK
        assert api.post(SEND, {"touser": openid, "msgtype": "mpnews", "mpnews": {"media_id": media_id}}) == OK
        preview, *others = world.chat(api, person)
        pages = [one["article_url"].rpartition("/")[2] for one in done["article_detail"]["item"]]
        rows = {row["page"]: row for row in world.rows("account_article")}
        assert {(one.type, one.content["articles"][0]["url"]) for one in others} == {("news", f"/s/{pages[0]}")}
        addresses = [one.pop("url") for one in preview.content["articles"]]
        assert [one.partition("?")[0] for one in addresses] == [f"/s/{page}" for page in pages]
        assert [phone.get(one).status_code for one in addresses] == [200, 200]
        assert (preview.type, preview.content) == (
            "news",
            {
                "articles": [
                    {
                        "title": title,
                        "description": digest,
                        "image_url": f"/files/{rows[page]['cover']}",
                    }
                    for page, title, digest in zip(pages, ("一", "二"), ("头条", ""), strict=True)
                ]
            },
        )
        for one in others:
            assert [card | {"url": None} for card in one.content["articles"]] == [
                card | {"url": None} for card in preview.content["articles"]
            ]

    def test_what_is_deleted_or_of_others_is_not_sent(self, world: World, api: Api) -> None:
        person, _ = world.person()
        openid = world.follow(api, person)
        done = publish(world, api, draft(api))
        api.post(REMOVE, {"article_id": done["article_id"]})
        other = draft(world.account(name="别家茶馆"))
        before = world.snapshot()
        body = {"touser": openid, "msgtype": "mpnewsarticle", "mpnewsarticle": {"article_id": done["article_id"]}}
        assert api.post(SEND, body)["errcode"] == 53600
        assert (
            api.post(SEND, {"touser": openid, "msgtype": "mpnews", "mpnews": {"media_id": other}})["errcode"] == 40007
        )
        assert world.snapshot() == before


@pytest.mark.parametrize(("kind", "verified", "code"), [("subscription", True, 40007), ("service", False, 48001)])
def test_only_certified_accounts_may_call(world: World, kind: str, verified: bool, code: int) -> None:  # noqa: FBT001
    caller = world.account(kind, verified=verified)  # type: ignore[arg-type]
    assert caller.post(SUBMIT, {"media_id": "x"})["errcode"] == code

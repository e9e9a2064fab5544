"""Drafts over real HTTP."""

import re
from typing import Any

import pytest

from tests.platform.articles.desk import (
    ADD,
    COUNT,
    DELETE,
    GET,
    OK,
    SOME,
    SWITCH,
    UPDATE,
    article,
    cover,
    draft,
)
from tests.platform.materials.samples import picture
from tests.platform.world import Api, World, later

TABLES = ("account_article_set", "account_article")


def stored(world: World) -> list[str]:
    return [str(row) for table in TABLES for row in world.rows(table)]


class TestAdd:
    def test_it_comes_back_with_an_address(self, world: World, api: Api) -> None:
        thumb = cover(api)
        sent = {
            "title": "春茶上新",
            "author": "掌柜",
            "digest": "明前的第一批",
            "content": "<p>新茶到店</p>",
            "content_source_url": "https://tea.example/",
            "thumb_media_id": thumb,
            "show_cover_pic": 1,
            "need_open_comment": 1,
            "only_fans_can_comment": 1,
            "pic_crop_235_1": "0_0_1_0.5",
        }
        media_id = draft(api, sent)
        assert re.fullmatch(r"[0-9A-Za-z_-]{43}", media_id)
        answer = api.post(GET, {"media_id": media_id})
        item = answer["news_item"][0]
        file = world.rows("account_media")[0]["file"]
        base = world.house.settings.base_url
        assert item == sent | {
            "article_type": "news",
            "url": item["url"],
            "thumb_url": f"{base}/files/{file}",
        }
        assert re.fullmatch(rf"{re.escape(base)}/s/[0-9A-Za-z_-]{{22}}\?tempkey=[0-9a-f]{{32}}", item["url"])
        assert answer == {
            "news_item": [item],
            "create_time": answer["update_time"],
            "update_time": answer["update_time"],
        }

    def test_scripts_and_foreign_pictures_are_taken_out(self, api: Api) -> None:
        url = api.upload("/cgi-bin/media/uploadimg", picture())["url"]
        content = f'<p onclick="x()">一<script>x()</script></p><img src="{url}"><img src="https://a.example/a.png">'
        item = api.post(GET, {"media_id": draft(api, content=content)})["news_item"][0]
        assert item["content"] == f'<p>一</p><img src="{url}">'

    def test_a_single_article_gets_a_digest_and_several_do_not(self, api: Api) -> None:
        long = "<p>" + "茶" * 60 + "</p>"
        alone = api.post(GET, {"media_id": draft(api, content=long)})["news_item"]
        assert [one["digest"] for one in alone] == ["茶" * 54]
        both = api.post(GET, {"media_id": draft(api, article(api), article(api, digest="给自己"))})["news_item"]
        assert [one["digest"] for one in both] == ["", "给自己"]

    def test_pictures_instead_of_an_article(self, api: Api) -> None:
        first, second = cover(api), cover(api)
        sent = {
            "article_type": "newspic",
            "title": "春山",
            "content": "山里的一天<b>",
            "image_info": {"image_list": [{"image_media_id": first}, {"image_media_id": second}]},
        }
        item = api.post(GET, {"media_id": draft(api, sent)})["news_item"][0]
        assert item["image_info"] == sent["image_info"]
        assert (item["article_type"], item["content"]) == ("newspic", "山里的一天")
        assert item["thumb_url"].endswith(".jpg")

    def test_escapes_stay_what_they_are(self, api: Api) -> None:
        body = b'{"articles":[{"title":"\\u8336","content":"<p>a</p>","thumb_media_id":"%s"}]}' % cover(api).encode()
        media_id = api.post(ADD, body)["media_id"]
        assert api.post(GET, {"media_id": media_id})["news_item"][0]["title"] == "\\u8336"

    @pytest.mark.parametrize(
        ("fields", "code"),
        [
            ({"title": ""}, 45003),
            ({"title": "茶" * 33}, 45003),
            ({"author": "茶" * 17}, 45110),
            ({"digest": "茶" * 121}, 45004),
            ({"content": ""}, 44004),
            ({"content": "<script>x()</script>"}, 45166),
            ({"content": "茶" * 20_000}, 45002),
            ({"content_source_url": "https://a.example/" + "x" * 1024}, 45005),
            ({"content_source_url": "javascript:alert(1)"}, 41039),
            ({"thumb_media_id": ""}, 40007),
            ({"thumb_media_id": "unknown"}, 40007),
            ({"article_type": "poem"}, 40035),
            ({"article_type": "newspic"}, 40007),
            ({"article_type": "newspic", "image_info": {"image_list": [{"image_media_id": "unknown"}]}}, 40007),
            ({"article_type": "newspic", "image_info": {"image_list": [{"image_media_id": "x"}] * 21}}, 45008),
            ({"content": ["a"]}, 47001),
        ],
    )
    def test_what_is_wrong_is_refused(self, world: World, api: Api, fields: dict[str, Any], code: int) -> None:
        assert api.post(ADD, {"articles": [article(api), article(api, **fields)]})["errcode"] == code
        assert stored(world) == []

    def test_the_limits_themselves_are_fine(self, api: Api) -> None:
        content = "茶" * 19_999
        url = "https://a.example/" + "x" * (1024 - 18)
        fields = {"title": "茶" * 32, "author": "茶" * 16, "digest": "茶" * 120, "content_source_url": url}
        item = api.post(GET, {"media_id": draft(api, content=content, **fields)})["news_item"][0]
        assert {name: item[name] for name in fields} == fields
        assert item["content"] == content

    @pytest.mark.parametrize(("body", "code"), [(b"", 44002), ({}, 44003), ({"articles": []}, 44003), (b"{", 47001)])
    def test_without_articles_it_is_refused(self, world: World, api: Api, body: object, code: int) -> None:
        assert api.post(ADD, body)["errcode"] == code
        assert stored(world) == []

    def test_eight_and_no_more(self, world: World, api: Api) -> None:
        one = article(api)
        assert api.post(ADD, {"articles": [one] * 9})["errcode"] == 45008
        assert stored(world) == []
        assert len(api.post(GET, {"media_id": draft(api, *[one] * 8)})["news_item"]) == 8

    def test_temporary_media_are_no_covers(self, world: World, api: Api) -> None:
        thumb = api.upload("/cgi-bin/media/upload", picture(), type="thumb")["media_id"]
        assert api.post(ADD, {"articles": [article(api, thumb_media_id=thumb)]})["errcode"] == 40007
        assert stored(world) == []


class TestChange:
    def test_one_article_is_written_anew(self, api: Api) -> None:
        media_id = draft(api, article(api, title="一"), article(api, title="二"))
        before = api.post(GET, {"media_id": media_id})["news_item"]
        later(seconds=5)
        body = {
            "media_id": media_id,
            "index": 1,
            "articles": article(api, title="三", content="<p>改<script></script></p>"),
        }
        assert api.post(UPDATE, body) == OK
        after = api.post(GET, {"media_id": media_id})
        assert after["news_item"][0] == before[0]
        second = after["news_item"][1]
        assert (second["title"], second["content"], second["digest"]) == ("三", "<p>改</p>", "")
        assert second["url"] == before[1]["url"]
        assert after["update_time"] >= after["create_time"] + 5

    @pytest.mark.parametrize(
        ("change", "code"),
        [
            ({"index": 1}, 40114),
            ({"index": -1}, 40114),
            ({"media_id": "unknown"}, 40007),
            ({"articles": {"title": "x"}}, 40007),
            ({"articles": [{"title": "x"}]}, 47001),
        ],
    )
    def test_what_is_wrong_changes_nothing(self, world: World, api: Api, change: dict[str, Any], code: int) -> None:
        body = {"media_id": draft(api), "index": 0, "articles": article(api)} | change
        before = stored(world)
        assert api.post(UPDATE, body)["errcode"] == code
        assert stored(world) == before

    def test_deleted_is_deleted(self, world: World, api: Api) -> None:
        media_id = draft(api)
        assert world.account(name="别家茶馆").post(DELETE, {"media_id": media_id})["errcode"] == 40007
        assert api.post(DELETE, {"media_id": media_id}) == OK
        assert stored(world) == []
        for path in (GET, DELETE):
            assert api.post(path, {"media_id": media_id})["errcode"] == 40007
            assert api.post(path, {})["errcode"] == 41006


class TestList:
    def test_the_one_written_last_comes_first(self, api: Api) -> None:
        ids: list[str] = []
        for number in range(3):
            ids.insert(0, draft(api, title=f"第{number}篇"))
            later(seconds=1)
        assert api.get(COUNT) == {"total_count": 3}
        page = api.post(SOME, {"offset": 0, "count": 2})
        assert (page["total_count"], page["item_count"]) == (3, 2)
        assert [one["media_id"] for one in page["item"]] == ids[:2]
        first = page["item"][0]
        assert first["content"]["news_item"][0]["content"] == "<p>新茶<b>到店</b></p>"
        assert first["update_time"] == first["content"]["update_time"]
        bare = api.post(SOME, {"offset": 2, "count": 20, "no_content": 1})["item"]
        assert [one["media_id"] for one in bare] == ids[2:]
        assert "content" not in bare[0]["content"]["news_item"][0]

    @pytest.mark.parametrize("body", [{"count": 21}, {"count": 0}, {"offset": -1}])
    def test_a_part_that_cannot_be_is_refused(self, api: Api, body: dict[str, int]) -> None:
        assert api.post(SOME, body)["errcode"] == 40097

    def test_the_box_is_open(self, api: Api) -> None:
        assert api.post(SWITCH, b"", checkonly="1") == OK | {"is_open": 1}


class TestOldClients:
    def test_articles_of_the_library_are_drafts(self, api: Api) -> None:
        media_id = api.post("/cgi-bin/material/add_news", {"articles": [article(api, title="旧")]})["media_id"]
        assert api.get("/cgi-bin/material/get_materialcount")["news_count"] == 1
        got = api.post("/cgi-bin/material/get_material", {"media_id": media_id})
        assert got == api.post(GET, {"media_id": media_id})
        body = {"media_id": media_id, "index": 0, "articles": article(api, title="新")}
        assert api.post("/cgi-bin/material/update_news", body) == OK
        page = api.post("/cgi-bin/material/batchget_material", {"type": "news", "offset": 0, "count": 20})
        assert page == api.post(SOME, {"offset": 0, "count": 20})
        assert page["item"][0]["content"]["news_item"][0]["title"] == "新"
        assert api.post("/cgi-bin/material/del_material", {"media_id": media_id}) == OK
        assert api.get(COUNT) == {"total_count": 0}


@pytest.mark.parametrize(("kind", "verified", "code"), [("subscription", True, 0), ("subscription", False, 48001)])
def test_only_certified_accounts_may_call(world: World, kind: str, verified: bool, code: int) -> None:  # noqa: FBT001
    caller = world.account(kind, verified=verified)  # type: ignore[arg-type]
    assert caller.get(COUNT).get("errcode", 0) == code

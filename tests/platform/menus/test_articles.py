"""Buttons that lead to articles: made by the API and on mp, pressed on the phone."""

from typing import Any

import httpx
import pytest

from tests.platform.articles.desk import article, draft, publish
from tests.platform.world import Api, World

CREATE, CURRENT = "/cgi-bin/menu/create", "/cgi-bin/get_current_selfmenu_info"


@pytest.fixture
def phone(world: World, api: Api) -> tuple[str, httpx.Client]:
    person, phone = world.person()
    world.follow(api, person)
    return person, phone


def published(world: World, api: Api, media_id: str) -> str:
    article_id: str = publish(world, api, media_id)["article_id"]
    world.pushes.events.clear()
    return article_id


def press(api: Api, phone: httpx.Client, place: int) -> dict[str, Any]:
    path = f"/api/phone/accounts/{api.appid}/menu/click"
    answer: dict[str, Any] = phone.post(path, json={"path": [place, None]}).json()
    return answer


def test_published_articles_are_shown_or_opened(world: World, api: Api, phone: tuple[str, httpx.Client]) -> None:
    article_id = published(world, api, draft(api, article(api, title="一"), article(api, title="二")))
    buttons = [
        {"type": "article_id", "name": "卡片", "article_id": article_id},
        {"type": "article_view_limited", "name": "打开", "article_id": article_id},
    ]
    assert world.account(name="别家茶馆").post(CREATE, {"button": buttons})["errcode"] == 53600
    assert api.post(CREATE, {"button": buttons})["errcode"] == 0
    assert press(api, phone[1], 0) == {"open_url": None}
    (message,) = world.chat(api, phone[0])
    assert (message.type, message.sender_kind) == ("news", "account")
    assert [one["title"] for one in message.content["articles"]] == ["一", "二"]
    opened = press(api, phone[1], 1)["open_url"]
    assert opened.endswith(message.content["articles"][0]["url"])
    assert phone[1].get(opened).status_code == 200
    assert world.pushes.taken() == []


def test_a_draft_stands_for_permanent_news(world: World, api: Api, phone: tuple[str, httpx.Client]) -> None:
    media_id = draft(api, article(api, title="茶单", author="掌柜"))
    buttons = [
        {"type": "media_id", "name": "卡片", "media_id": media_id},
        {"type": "view_limited", "name": "打开", "media_id": media_id},
    ]
    path = f"/api/mp/accounts/{api.appid}/menu"
    assert world.operator(api.appid).put(path, json={"buttons": buttons}).status_code == 200
    assert press(api, phone[1], 0) == {"open_url": None}
    (message,) = world.chat(api, phone[0])
    assert message.content["articles"][0]["title"] == "茶单"
    opened = press(api, phone[1], 1)["open_url"]
    listed = api.get(CURRENT)["selfmenu_info"]["button"][0]
    assert (listed["type"], listed["value"]) == ("news", media_id)
    (news,) = listed["news_info"]["list"]
    assert (news["title"], news["author"], news["content_url"]) == ("茶单", "掌柜", opened)
    published(world, api, media_id)
    assert press(api, phone[1], 1)["open_url"] == opened.partition("?")[0] != opened


def test_articles_that_are_gone(world: World, api: Api, phone: tuple[str, httpx.Client]) -> None:
    article_id = published(world, api, draft(api))
    button = {"type": "article_view_limited", "name": "打开", "article_id": article_id}
    assert api.post(CREATE, {"button": [button, button | {"type": "article_id"}]})["errcode"] == 0
    assert api.post("/cgi-bin/freepublish/delete", {"article_id": article_id})["errcode"] == 0
    path = f"/api/phone/accounts/{api.appid}/menu/click"
    assert [phone[1].post(path, json={"path": [place, None]}).status_code for place in (0, 1)] == [404, 404]
    assert world.chat(api, phone[0]) == []

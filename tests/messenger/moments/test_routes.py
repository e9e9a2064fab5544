"""Moments over real HTTP."""

import httpx
import pytest

from tests.platform.world import World

PATH = "/api/phone/moments"
PAGE = {"title": "空调满减", "url": "https://shop.test/sale", "image_url": None, "text": " 去看看 "}


def titles(phone: httpx.Client) -> list[str]:
    return [moment["title"] for moment in phone.get(PATH).json()["items"]]


def test_shared_read_and_taken_back(world: World) -> None:
    _, phone = world.person()
    made = phone.post(PATH, json=PAGE).json()
    assert (made["text"], made["title"], made["url"]) == ("去看看", "空调满减", "https://shop.test/sale")
    assert phone.get(PATH).json() == {"items": [made], "next": None}
    assert phone.delete(f"{PATH}/{made['id']}").status_code == 204
    assert titles(phone) == []


def test_pages_of_twenty_the_newest_first(world: World) -> None:
    _, phone = world.person()
    for number in range(21):
        assert phone.post(PATH, json=PAGE | {"title": str(number)}).status_code == 201
    first = phone.get(PATH).json()
    assert [moment["title"] for moment in first["items"]] == [str(number) for number in range(20, 0, -1)]
    rest = phone.get(PATH, params={"cursor": first["next"]}).json()
    assert ([moment["title"] for moment in rest["items"]], rest["next"]) == (["0"], None)


def test_others_see_and_take_nothing(world: World) -> None:
    (_, phone), (_, other) = world.person(), world.person("路人")
    made = phone.post(PATH, json=PAGE).json()
    assert titles(other) == []
    other.delete(f"{PATH}/{made['id']}")
    assert titles(phone) == ["空调满减"]
    assert world.nobody().get(PATH).status_code == 401
    assert world.nobody().post(PATH, json=PAGE).status_code == 401


@pytest.mark.parametrize(
    "changed", [{"url": "javascript:alert(1)"}, {"title": ""}, {"image_url": "data:x"}, {"text": "x" * 2001}]
)
def test_what_cannot_be_shared(world: World, changed: dict[str, str]) -> None:
    _, phone = world.person()
    assert phone.post(PATH, json=PAGE | changed).status_code == 422
    assert world.rows("moment") == []

"""Short links and short keys over real HTTP."""

import pytest

from tests.platform.world import Api, World, later

GEN, FETCH, URL = "/cgi-bin/shorten/gen", "/cgi-bin/shorten/fetch", "/cgi-bin/shorturl"


class TestShortKey:
    def test_there_and_back(self, api: Api) -> None:
        made = api.post(GEN, {"long_data": "门店 42 & 更多", "expire_seconds": 86400})
        assert (made["errcode"], len(made["short_key"]), made["short_key"].isalnum()) == (0, 15, True)
        later(seconds=100)
        answer = api.post(FETCH, {"short_key": made["short_key"]})
        assert (answer["errcode"], answer["long_data"]) == (0, "门店 42 & 更多")
        assert answer["expire_seconds"] in {86299, 86300}

    def test_it_ends(self, api: Api) -> None:
        key = api.post(GEN, {"long_data": "x", "expire_seconds": 60})["short_key"]
        later(seconds=61)
        assert api.post(FETCH, {"short_key": key})["errcode"] == 40097

    def test_it_is_the_accounts_own(self, world: World, api: Api) -> None:
        key = api.post(GEN, {"long_data": "x"})["short_key"]
        assert world.account().post(FETCH, {"short_key": key})["errcode"] == 40097
        assert api.post(FETCH, {"short_key": key})["long_data"] == "x"

    @pytest.mark.parametrize(
        "body",
        [
            {},
            {"long_data": ""},
            {"long_data": "茶" * 1366},
            {"long_data": "x", "expire_seconds": 0},
            {"long_data": "x", "expire_seconds": 2_592_001},
            {"long_data": 5},
        ],
    )
    def test_wrong_wishes(self, world: World, api: Api, body: dict[str, object]) -> None:
        assert api.post(GEN, body)["errcode"] == 40097
        assert world.rows("account_short_link") == []

    @pytest.mark.parametrize("key", [None, 5, "", "nobody"])
    def test_unknown_keys(self, api: Api, key: object) -> None:
        assert api.post(FETCH, {"short_key": key})["errcode"] == 40097


class TestShortUrl:
    def test_it_leads_on(self, world: World, api: Api) -> None:
        long = "https://example.test/a?b=茶#c"
        answer = api.post(URL, {"action": "long2short", "long_url": long})
        response = world.nobody().get(answer["short_url"])
        assert (response.status_code, response.headers["location"]) == (302, "https://example.test/a?b=%E8%8C%B6#c")

    def test_a_short_key_is_no_address(self, world: World, api: Api) -> None:
        key = api.post(GEN, {"long_data": "https://example.test/"})["short_key"]
        assert world.nobody().get(f"/w/{key}").status_code == 404
        assert world.nobody().get("/w/nobody").status_code == 404

    @pytest.mark.parametrize(
        ("body", "errcode"),
        [
            ({"long_url": "https://a.test"}, 40097),
            ({"action": "long2short", "long_url": "javascript:alert(1)"}, 40039),
            ({"action": "long2short", "long_url": "https:///x"}, 40039),
            ({"action": "long2short"}, 40039),
        ],
    )
    def test_wrong_wishes(self, world: World, api: Api, body: dict[str, object], errcode: int) -> None:
        assert api.post(URL, body)["errcode"] == errcode
        assert world.rows("account_short_link") == []

    def test_only_verified_service_accounts(self, world: World) -> None:
        other = world.account("subscription")
        assert other.post(URL, {"action": "long2short", "long_url": "https://a.test"})["errcode"] == 48001

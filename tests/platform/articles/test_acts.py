"""What people do with a published article, until the figures of the data cube."""

from teahouse.kit import clock
from teahouse.platform.accounts import day_of
from tests.platform.articles.desk import GET, article, draft, publish
from tests.platform.world import Api, World, later


def cube(api: Api, name: str, day: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = api.post(f"/datacube/{name}", {"begin_date": day, "end_date": day})["list"]
    return found


def test_reads_shares_and_originals_are_counted_by_source_and_scene(world: World, api: Api) -> None:
    media_id = draft(api, article(api, title="春茶", content_source_url="https://brand.example.test/more"))
    page = api.post(GET, {"media_id": media_id})["news_item"][0]["url"].partition("?")[0].rpartition("/")[2]
    _, phone = world.person()
    _, other = world.person("大茶")
    path = f"/api/phone/articles/{page}"
    assert phone.post(f"{path}/shares", json={"to": "friend"}).status_code == 404
    number = publish(world, api, media_id)["msg_data_id"]
    day = day_of(clock.now())

    for query in ("?source=0", "?source=2", "?source=99", ""):
        assert phone.get(f"/s/{page}{query}").status_code == 200
    assert world.nobody().get(f"/s/{page}").status_code == 200
    assert phone.post(f"{path}/shares", json={"to": "friend"}).status_code == 204
    assert other.post(f"{path}/shares", json={"to": "moments"}).status_code == 204
    assert phone.post(f"{path}/shares", json={"to": "moments"}).status_code == 204
    assert phone.post(f"{path}/original").status_code == 204
    assert phone.post(f"{path}/shares", json={"to": "market"}).status_code == 422
    assert world.nobody().post(f"{path}/shares", json={"to": "friend"}).status_code == 401
    assert phone.post("/api/phone/articles/none/original").status_code == 404

    later(days=2)
    api.renew()
    (summary,) = cube(api, "getarticlesummary", day)
    assert (summary["msgid"], summary["title"]) == (f"{number}_1", "春茶")
    assert [summary[f"{name}_count"] for name in ("int_page_read", "ori_page_read", "share")] == [4, 1, 3]
    assert [summary[f"{name}_user"] for name in ("int_page_read", "ori_page_read", "share")] == [1, 1, 2]
    reads = {row["user_source"]: row["int_page_read_count"] for row in cube(api, "getuserread", day)}
    assert reads == {0: 1, 2: 1, 5: 2, 99999999: 4}
    shares = [(row["share_scene"], row["share_count"], row["share_user"]) for row in cube(api, "getusershare", day)]
    assert shares == [(1, 1, 1), (2, 2, 2)]
    assert cube(world.account(name="别家茶馆"), "getusershare", day) == []

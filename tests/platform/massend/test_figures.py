"""The data cube agrees with what was sent and read."""

from datetime import timedelta
from typing import Any

from teahouse.kit import clock
from teahouse.platform.accounts import day_of
from tests.platform.articles import desk
from tests.platform.massend.hall import SENDALL, ended, fans, to_all
from tests.platform.world import Api, World, later


def test_who_read_what_was_sent(world: World, api: Api) -> None:
    one, two, three = fans(world, api, 3)
    media_id = desk.draft(api, desk.article(api, title="一"), desk.article(api, title="二"))
    answer = api.post(SENDALL, to_all() | {"msgtype": "mpnews", "mpnews": {"media_id": media_id}})
    (event,) = ended(world)
    first, second = (item.article_url for item in event["article_url_result"].result_list)
    unsent = desk.publish(world, api, desk.draft(api, title="没有群发"))
    for fan, url in ((one, first), (one, first), (two, first), (two, second)):
        assert fan.phone.get(url, params={"source": "0"}).status_code == 200
    one.phone.get(unsent["article_detail"]["item"][0]["article_url"])
    day = day_of(clock.now())
    later(days=1)
    api.renew()
    assert three.phone.get(first).status_code == 200
    later(days=1)
    api.renew()
    begin = {"begin_date": day, "end_date": day}
    rows = api.post("/datacube/getarticlesummary", begin)["list"]
    number = answer["msg_data_id"]
    read = [(row["msgid"], row["title"], row["int_page_read_user"], row["int_page_read_count"]) for row in rows]
    assert read[:2] == [(f"{number}_1", "一", 2, 3), (f"{number}_2", "二", 1, 1)]
    assert [row[1:] for row in read[2:]] == [("没有群发", 1, 1)]
    totals = api.post("/datacube/getarticletotal", begin)["list"]
    assert [(row["msgid"], row["ref_date"]) for row in totals] == [(f"{number}_1", day), (f"{number}_2", day)]
    detail = totals[0]["details"][0]
    assert (detail["target_user"], detail["int_page_read_user"], detail["int_page_read_count"]) == (3, 2, 3)
    assert (detail["int_page_from_session_read_user"], detail["share_count"]) == (2, 0)
    next_day = day_of(clock.now() - timedelta(days=1))
    assert [row["stat_date"] for row in totals[0]["details"]] == [day, next_day]
    assert totals[0]["details"][1]["int_page_read_user"] == 3
    hours = api.post("/datacube/getuserreadhour", begin)["list"]
    assert sum(row["int_page_read_count"] for row in hours if row["user_source"] == 99999999) == 5


def test_what_the_calls_of_2025_tell(world: World, api: Api) -> None:
    one, two, stranger = *fans(world, api, 2), world.person("路人")
    media_id = desk.draft(api, desk.article(api, title="一", need_open_comment=1))
    number = api.post(SENDALL, to_all() | {"msgtype": "mpnews", "mpnews": {"media_id": media_id}})["msg_data_id"]
    (event,) = ended(world)
    (url,) = (item.article_url for item in event["article_url_result"].result_list)
    unsent = desk.publish(world, api, desk.draft(api, title="没有群发"))["article_detail"]["item"][0]["article_url"]
    article = f"/api/phone/articles/{url.rpartition('/')[2]}"
    assert one.phone.get(url, params={"source": "0"}).status_code == 200
    for phone in (two.phone, stranger[1]):
        assert phone.get(url, params={"source": "2"}).status_code == 200
    assert one.phone.put(f"{article}/like").json() == one.phone.put(f"{article}/like").json() == {"likes": 1}
    assert two.phone.put(f"{article}/like").json() == {"likes": 2}
    assert two.phone.delete(f"{article}/like").json() == {"likes": 1}
    assert one.phone.post(f"{article}/comments", json={"text": "好茶"}).status_code == 201
    assert one.phone.post(f"{article}/shares", json={"to": "moments"}).is_success
    world.follow(api, stranger[0], source="article")
    day = day_of(clock.now())
    later(days=1)
    api.renew()
    assert two.phone.get(unsent).status_code == 200
    later(days=1)
    api.renew()

    def told(name: str, begin: str = day, end: str = day) -> list[Any]:
        answer = api.post(f"/datacube/{name}", {"begin_date": begin, "end_date": end})
        assert answer.keys() == {"list", "is_delay"}
        assert answer["is_delay"] is False
        rows: list[Any] = answer["list"]
        return rows

    msgid = f"{number}_1"
    (read,) = told("getarticleread")
    assert (read["msgid"], read["detail"]["read_user"]) == (msgid, 3)
    shared = {"ref_date": day, "msgid": msgid, "detail": {"share_user": 1}}
    assert told("getarticleshare") == [shared]
    next_day = day_of(clock.now() - timedelta(days=1))
    summary = [row["detail"] for row in told("getbizsummary", day, next_day)]
    assert [row["read_user"] for row in summary] == [3, 1]
    assert [row["send_page_count"] for row in summary] == [2, 0]
    assert (summary[0]["like_user"], summary[0]["comment_count"], summary[0]["share_user"]) == (2, 1, 1)
    sent, published = told("getarticletotaldetail")
    assert (sent["msgid"], sent["publish_type"], sent["content_url"]) == (msgid, 0, url)
    assert (published["title"], published["publish_type"]) == ("没有群发", 1)
    assert [row["stat_date"] for row in sent["detail_list"]] == [day, next_day]
    last = sent["detail_list"][-1]
    assert (last["read_delivery_rate"], last["read_subscribe_user"]) == (0.5, 1)
    assert [row["read_user"] for row in published["detail_list"]] == [0, 1]
    reads = api.post("/datacube/getuserread", {"begin_date": day, "end_date": day})["list"]
    assert {row["user_source"]: row["int_page_read_user"] for row in reads} == {0: 1, 2: 2, 5: 0, 99999999: 3}
    for name, end in (("getarticleread", next_day), ("getarticletotaldetail", next_day)):
        body = {"begin_date": day, "end_date": end}
        assert api.post(f"/datacube/{name}", body)["errcode"] == 61501

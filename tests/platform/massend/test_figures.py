"""The data cube agrees with what was sent and read."""

from datetime import timedelta

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

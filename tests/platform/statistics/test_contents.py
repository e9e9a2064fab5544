"""Figures of published articles, as the calls of 2025 tell them."""

from datetime import UTC, date, datetime, timedelta
from typing import Any, get_args, get_type_hints

from hypothesis import given
from hypothesis import strategies as st

from teahouse.platform.statistics import contents
from teahouse.platform.statistics.articles import ArticleAct, ArticlePublished
from teahouse.platform.statistics.contents import FollowedAfter
from teahouse.platform.statistics.rules import CHINA, Span, day_of

DAY, NEXT = date(2026, 11, 9), date(2026, 11, 10)
KINDS = get_args(get_type_hints(ArticleAct)["kind"])


def at(hour: int, day: date = DAY) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=CHINA)


def act(person: str, kind: Any, hour: int, day: date = DAY, msgid: str = "100_1", **more: int) -> ArticleAct:  # noqa: ANN401
    return ArticleAct(msgid, "春茶", person, kind, at(hour, day), **more)


ACTS = (
    act("p1", "read", 9),
    act("p1", "read", 10, source=2),
    act("p2", "read", 10, source=5),
    act("p3", "read", 11, source=77),
    act("p1", "share", 10, scene=2),
    act("p1", "share", 12, scene=1),
    act("p1", "like", 10),
    act("p2", "comment", 10),
    act("p2", "comment", 11),
    act("p2", "original", 11),
    act("p4", "read", 11, msgid="100_2"),
)
READ = {
    "read_user": 3,
    "read_user_source": [
        {"user_count": 3, "scene_desc": "全部"},
        {"user_count": 1, "scene_desc": "公众号消息"},
        {"user_count": 0, "scene_desc": "聊天会话"},
        {"user_count": 1, "scene_desc": "朋友圈"},
        {"user_count": 0, "scene_desc": "公众号主页"},
        {"user_count": 2, "scene_desc": "其他"},
        {"user_count": 0, "scene_desc": "推荐"},
        {"user_count": 0, "scene_desc": "搜一搜"},
    ],
}
REACTIONS = {"share_user": 1, "zaikan_user": 0, "like_user": 1, "comment_count": 2, "collection_user": 0}


def test_who_read_and_who_shared_each() -> None:
    read = contents.article_read(ACTS)
    assert read[0] == {"ref_date": "2026-11-09", "msgid": "100_1", "detail": READ}
    assert [(row["msgid"], row["detail"]["read_user"]) for row in read[1:]] == [("100_2", 1)]
    shared = {"ref_date": "2026-11-09", "msgid": "100_1", "detail": {"share_user": 1}}
    assert contents.article_share(ACTS) == [shared]
    assert contents.article_read([]) == contents.article_share([]) == []


def test_the_account_as_a_whole_by_day() -> None:
    published = [ArticlePublished("100_1", "春茶", at(8), "u", 4), ArticlePublished("100_2", "秋茶", at(8), "u", None)]
    first, second = contents.biz_summary(ACTS, published, Span(DAY, NEXT))
    assert first["ref_date"] == "2026-11-09"
    assert first["detail"].pop("read_user_source")[0] == {"user_count": 4, "scene_desc": "全部"}
    assert first["detail"] == {"read_user": 4, **REACTIONS, "redirect_ori_page_user": 1, "send_page_count": 2}
    assert second["ref_date"] == "2026-11-10"
    assert {second["detail"][name] for name in ("read_user", "like_user", "send_page_count")} == {0}


def test_each_article_counts_on_for_thirty_days_and_no_further_than_yesterday() -> None:
    sent, only_published = (
        ArticlePublished("100_1", "春茶", at(8), "https://example.com/s/x", 4),
        ArticlePublished("100_2", "秋茶", at(9), "https://example.com/s/y", None),
    )
    later = act("p5", "read", 9, NEXT)
    follows = [FollowedAfter("100_1", "p5", at(10, NEXT))]
    first, second = contents.article_total_detail([only_published, sent], [*ACTS, later], follows, NEXT)
    assert {name: first[name] for name in ("ref_date", "msgid", "publish_type", "title", "content_url")} == {
        "ref_date": "2026-11-09",
        "msgid": "100_1",
        "publish_type": 0,
        "title": "春茶",
        "content_url": "https://example.com/s/x",
    }
    assert (second["msgid"], second["publish_type"]) == ("100_2", 1)
    on_the_day, after = first["detail_list"]
    assert on_the_day == {
        "stat_date": "2026-11-09",
        **READ,
        **REACTIONS,
        "praise_money": 0,
        "read_subscribe_user": 0,
        "read_delivery_rate": 0.25,
        "read_finish_rate": 0.0,
        "read_avg_activetime": 0.0,
        "read_jump_position": [],
    }
    assert (after["stat_date"], after["read_user"], after["read_subscribe_user"]) == ("2026-11-10", 4, 1)
    assert second["detail_list"][0]["read_delivery_rate"] == 0.0
    assert contents.detail_span(Span(DAY, DAY), date(2027, 1, 1)) == Span(DAY, DAY + timedelta(days=29))


def test_who_follows_out_of_an_article_had_read_it_last() -> None:
    acts = [act("p1", "read", 9), act("p1", "read", 10, msgid="100_2"), act("p1", "read", 12), act("p2", "like", 9)]
    follows = [("p1", at(11)), ("p1", at(8)), ("p2", at(11)), ("p3", at(11))]
    assert contents.followed_after(acts, follows) == [FollowedAfter("100_2", "p1", at(11))]


SOME_ACTS = st.lists(
    st.builds(
        ArticleAct,
        msgid=st.sampled_from(["1_1", "1_2", "2_1"]),
        title=st.just("x"),
        person_id=st.sampled_from("abcde"),
        kind=st.sampled_from(KINDS),
        at=st.integers(0, 5 * 24).map(lambda hours: datetime(2026, 11, 9, tzinfo=UTC) + timedelta(hours=hours)),
        source=st.sampled_from([0, 1, 2, 4, 5, 6, 7, 9]),
    )
)


@given(SOME_ACTS)
def test_all_agree_with_a_recount(acts: list[ArticleAct]) -> None:
    span = Span(DAY, DAY + timedelta(days=5))

    def people(kind: str, **wanted: object) -> int:
        return len({one.person_id for one in acts if one.kind == kind and _is(one, wanted)})

    for row in contents.biz_summary(acts, [], span):
        day = date.fromisoformat(row["ref_date"])
        told = row["detail"]
        assert told["read_user"] == people("read", day=day)
        assert told["like_user"] == people("like", day=day)
        assert told["comment_count"] == sum(one.kind == "comment" and day_of(one.at) == day for one in acts)
    for row in contents.article_read(acts):
        day, msgid = date.fromisoformat(row["ref_date"]), row["msgid"]
        sources = row["detail"]["read_user_source"]
        assert sources[0]["user_count"] == row["detail"]["read_user"] == people("read", day=day, msgid=msgid) > 0
        assert sources[1]["user_count"] == people("read", day=day, msgid=msgid, source=0)
        assert sum(one["user_count"] for one in sources[1:]) >= row["detail"]["read_user"]
    shared = {(row["ref_date"], row["msgid"]): row["detail"]["share_user"] for row in contents.article_share(acts)}
    assert shared == {
        (day.isoformat(), msgid): people("share", day=day, msgid=msgid)
        for day, msgid in {(day_of(one.at), one.msgid) for one in acts if one.kind == "share"}
    }


def _is(one: ArticleAct, wanted: dict[str, object]) -> bool:
    told = {"day": day_of(one.at), "msgid": one.msgid, "source": one.source}
    return all(told[name] == value for name, value in wanted.items())

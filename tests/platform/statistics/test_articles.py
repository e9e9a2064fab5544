"""Figures of articles."""

from datetime import date, datetime
from typing import Any

from teahouse.platform.statistics import articles
from teahouse.platform.statistics.articles import ArticleAct, ArticleSent
from teahouse.platform.statistics.rules import CHINA


def act(person: str, kind: Any, hour: int, **more: int) -> ArticleAct:  # noqa: ANN401
    return ArticleAct("100_1", "春茶", person, kind, datetime(2026, 11, 9, hour, tzinfo=CHINA), **more)


EIGHT = {
    "int_page_read_user": 2,
    "int_page_read_count": 3,
    "ori_page_read_user": 1,
    "ori_page_read_count": 1,
    "share_user": 2,
    "share_count": 2,
    "add_to_fav_user": 1,
    "add_to_fav_count": 1,
}


class TestArticles:
    ACTS = (
        act("p1", "read", 9, source=0),
        act("p1", "read", 10, source=0),
        act("p2", "read", 10, source=2),
        act("p1", "original", 10),
        act("p1", "share", 10, source=0, scene=2),
        act("p2", "share", 11, source=2, scene=1),
        act("p2", "favourite", 11, source=2),
    )

    def test_summary(self) -> None:
        assert articles.article_summary(self.ACTS) == [
            {"ref_date": "2026-11-09", "msgid": "100_1", "title": "春茶", **EIGHT}
        ]

    def test_total_counts_on_for_seven_days_and_no_further_than_yesterday(self) -> None:
        sent = [ArticleSent("100_1", "春茶", datetime(2026, 11, 9, 8, tzinfo=CHINA), 50)]
        later = ArticleAct("100_1", "春茶", "p3", "read", datetime(2026, 11, 10, 8, tzinfo=CHINA), 6)
        other = ArticleAct("200_1", "别的", "p3", "read", datetime(2026, 11, 10, 8, tzinfo=CHINA), 6)
        (row,) = articles.article_total(sent, [*self.ACTS, later, other], date(2026, 11, 10))
        assert (row["ref_date"], row["msgid"], row["title"]) == ("2026-11-09", "100_1", "春茶")
        first, second = row["details"]
        assert first == {
            "stat_date": "2026-11-09",
            "target_user": 50,
            **EIGHT,
            "int_page_from_session_read_user": 1,
            "int_page_from_session_read_count": 2,
            "int_page_from_hist_msg_read_user": 0,
            "int_page_from_hist_msg_read_count": 0,
            "int_page_from_feed_read_user": 1,
            "int_page_from_feed_read_count": 1,
            "int_page_from_friends_read_user": 0,
            "int_page_from_friends_read_count": 0,
            "int_page_from_other_read_user": 0,
            "int_page_from_other_read_count": 0,
            "feed_share_from_session_user": 1,
            "feed_share_from_session_cnt": 1,
            "feed_share_from_feed_user": 0,
            "feed_share_from_feed_cnt": 0,
            "feed_share_from_other_user": 0,
            "feed_share_from_other_cnt": 0,
        }
        assert (second["int_page_read_user"], second["int_page_from_other_read_count"]) == (3, 1)
        assert len(articles.article_total(sent, [], date(2026, 11, 30))[0]["details"]) == 7

    def test_reads_by_source(self) -> None:
        found = articles.user_read(self.ACTS)
        assert [(row["user_source"], row["int_page_read_user"], row["share_count"]) for row in found] == [
            (0, 1, 1),
            (2, 1, 1),
            (99999999, 2, 2),
        ]
        hours = articles.user_read_hours(self.ACTS)
        assert [(row["ref_hour"], row["user_source"], row["int_page_read_count"]) for row in hours] == [
            (900, 0, 1),
            (900, 99999999, 1),
            (1000, 0, 1),
            (1000, 2, 1),
            (1000, 99999999, 2),
            (1100, 2, 0),
            (1100, 99999999, 0),
        ]

    def test_shares_by_scene(self) -> None:
        day = {"ref_date": "2026-11-09"}
        assert articles.user_share(self.ACTS) == [
            {**day, "share_scene": 1, "share_user": 1, "share_count": 1},
            {**day, "share_scene": 2, "share_user": 1, "share_count": 1},
        ]
        assert [(row["ref_hour"], row["share_scene"]) for row in articles.user_share_hours(self.ACTS)] == [
            (1000, 2),
            (1100, 1),
        ]

"""Who answers, and with what: pure."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from teahouse.protocol import (
    ClickEvent,
    ImageMessage,
    LocationEvent,
    NewsReply,
    SubscribeEvent,
    TextMessage,
)
from teahouse.suite.dialogue.answers import outgoing
from teahouse.suite.dialogue.rules import (
    CONTAINS,
    EQUALS,
    Ask,
    Candidate,
    Decision,
    Manner,
    ask_of,
    best,
    decide,
    is_away,
    normalized,
    time_of_day,
)

MANNER = Manner(
    handover_on_no_match=True,
    handover_message="转人工",
    away_message="下班了",
    away_from="22:00",
    away_to="08:00",
    default_message="没听懂",
)
ONE = Decimal(1)
HEADER: dict[str, Any] = {"to_user_name": "gh_1", "from_user_name": "oFan", "create_time": 1}


class TestBest:
    def test_priority_then_whole_text_then_length_then_place(self) -> None:
        contained = Candidate(0, CONTAINS, 4, 0, "a")
        assert best([contained, Candidate(1, CONTAINS, 1, 9, "b")]) == "b"
        assert best([contained, Candidate(0, EQUALS, 1, 0, "b")]) == "b"
        assert best([contained, Candidate(0, CONTAINS, 5, 9, "b")]) == "b"
        assert best([contained, Candidate(0, CONTAINS, 4, 1, "b")]) == "a"
        assert best([]) is None


class TestAsk:
    def test_what_pushes_ask(self) -> None:
        assert ask_of(SubscribeEvent(**HEADER)) == Ask("follow", "")
        assert ask_of(ClickEvent(**HEADER, event_key="K")) == Ask("menu", "K")
        assert ask_of(TextMessage(**HEADER, content="空调", msg_id=1)) == Ask("keyword", "空调")
        assert ask_of(ImageMessage(**HEADER, pic_url="u", media_id="m", msg_id=1)) == Ask("keyword", "")
        assert ask_of(LocationEvent(**HEADER, latitude=ONE, longitude=ONE, precision=ONE)) is None

    def test_width_case_and_blanks_do_not_count(self) -> None:
        assert normalized(" ＡＢc ") == "abc"


class TestDecide:
    @pytest.mark.parametrize(
        ("ask", "rule_id", "desk_state", "expected"),
        [
            (Ask("keyword", "空调"), "r", "", Decision(rule_id="r")),
            (Ask("keyword", "空调"), "r", "waiting", Decision(rule_id="r")),
            (Ask("keyword", "空调"), "r", "open", Decision()),
            (Ask("keyword", "什么"), None, "", Decision(handover="no_match", say="转人工")),
            (Ask("keyword", "什么"), None, "waiting", Decision()),
            (Ask("keyword", "转人工"), "r", "", Decision(handover="asked_for_person", say="转人工")),
            (Ask("menu", "K"), None, "", Decision()),
            (Ask("follow", ""), None, "", Decision()),
            (None, None, "", Decision()),
        ],
    )
    def test_who_answers(self, ask: Ask | None, rule_id: str | None, desk_state: str, expected: Decision) -> None:
        assert decide(ask, rule_id, desk_state, MANNER, "12:00") == expected

    def test_away_and_without_hand_over(self) -> None:
        ask = Ask("keyword", "什么")
        assert decide(ask, None, "", MANNER, "23:00").say == "下班了"
        alone = MANNER._replace(handover_on_no_match=False)
        assert decide(ask, None, "", alone, "12:00") == Decision(say="没听懂")
        assert decide(Ask("keyword", "人工"), None, "", alone, "12:00").handover == "asked_for_person"

    def test_hours(self) -> None:
        assert [is_away(MANNER, time) for time in ("21:59", "22:00", "07:59", "08:00")] == [False, True, True, False]
        day = MANNER._replace(away_from="12:00", away_to="13:00")
        assert [is_away(day, time) for time in ("11:59", "12:00", "13:00")] == [False, True, False]
        assert is_away(MANNER._replace(away_from=""), "23:00") is False
        assert time_of_day(datetime(2026, 1, 1, 16, 30, tzinfo=UTC)) == "00:30"


ARTICLES: list[dict[str, Any]] = [{"type": "article", "title": f"第{n}篇", "url": f"https://e.com/{n}"} for n in (1, 2)]


class TestOutgoing:
    def test_articles_share_the_reply_to_an_event_only(self) -> None:
        after_event = outgoing(ARTICLES, SubscribeEvent(**HEADER), 5, "http://suite", lambda _: None)
        assert [len(message.content["articles"]) for message in after_event] == [2]
        text = TextMessage(**HEADER, content="x", msg_id=1)
        assert [len(m.content["articles"]) for m in outgoing(ARTICLES, text, 5, "", lambda _: None)] == [1, 1]
        later = outgoing([{"type": "text", "text": "好"}, *ARTICLES], SubscribeEvent(**HEADER), 5, "", lambda _: None)
        assert [message.type for message in later] == ["text", "news", "news"]

    def test_an_article_of_our_own_leads_to_its_page(self) -> None:
        answers = [{"type": "article", "title": "保修", "article_id": "A1", "file": "f.png"}]
        (message,) = outgoing(answers, TextMessage(**HEADER, content="x", msg_id=1), 5, "http://suite", lambda _: None)
        assert isinstance(message.reply, NewsReply)
        assert message.reply.articles[0].url == "http://suite/h5/a/A1"
        assert message.reply.articles[0].pic_url == "http://suite/files/f.png"
        assert message.reply.to_user_name == "oFan"

    def test_a_picture_without_media_id_cannot_be_the_reply(self) -> None:
        push = TextMessage(**HEADER, content="x", msg_id=1)
        (message,) = outgoing([{"type": "image", "file": "f.png"}], push, 5, "", lambda _: None)
        assert message.reply is None
        (message,) = outgoing([{"type": "image", "file": "f.png"}], push, 5, "", lambda _: "M")
        assert message.reply is not None

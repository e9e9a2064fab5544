"""Which rule answers, and how."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teahouse.kit.errors import Invalid
from teahouse.platform.autoreply import rules
from teahouse.platform.autoreply.rules import Keyword, NewsItem, Reply, Rule

NOW = datetime(2026, 11, 22, tzinfo=UTC)
DEFAULT = Reply(type="text", content="默认")


def rule(name: str, *keywords: Keyword, mode: str = "reply_all", replies: int = 1) -> Rule:
    answers = tuple(Reply(type="text", content=f"{name}{place}") for place in range(replies))
    return Rule(id=name, name=name, mode=mode, keywords=keywords, replies=answers, created_at=NOW)  # type: ignore[arg-type]


def said(known: list[Rule], text: str) -> list[str]:
    return [one.content for one in rules.answers(known, DEFAULT, text, lambda replies: replies[-1])]


class TestAnswers:
    def test_contains_or_equals(self) -> None:
        known = [rule("a", Keyword("茶", "contain")), rule("b", Keyword("地址", "equal"))]
        assert said(known, "我要喝茶") == ["a0"]
        assert said(known, " 地址 ") == ["b0"]
        assert said(known, "地址在哪") == ["默认"]
        assert said(known, "") == ["默认"]
        assert rules.answers(known, None, "你好", lambda replies: replies[0]) == []

    def test_an_exact_match_goes_first_then_the_newest_rule(self) -> None:
        known = [rule("new", Keyword("茶")), rule("old", Keyword("茶")), rule("exact", Keyword("绿茶", "equal"))]
        assert said(known, "绿茶") == ["exact0"]
        assert said(known, "红茶") == ["new0"]

    def test_all_replies_or_one(self) -> None:
        keyword = Keyword("茶")
        assert said([rule("a", keyword, replies=3)], "茶") == ["a0", "a1", "a2"]
        assert said([rule("a", keyword, mode="random_one", replies=3)], "茶") == ["a2"]

    @given(st.lists(st.tuples(st.text("茶水ab", min_size=1, max_size=3), st.booleans()), max_size=6), st.text("茶水ab"))
    def test_a_rule_answers_exactly_when_a_keyword_of_it_fits(self, words: list[tuple[str, bool]], text: str) -> None:
        known = [rule(str(n), Keyword(word, "equal" if exact else "contain")) for n, (word, exact) in enumerate(words)]
        fits = [
            one for (word, exact), one in zip(words, known, strict=True) if (word == text if exact else word in text)
        ]
        found = rules.find_rule(known, text)
        assert (found in fits) if fits else found is None


class TestChecks:
    def test_keywords_are_trimmed_and_stand_once(self) -> None:
        given_words = [Keyword(" 茶 "), Keyword("茶"), Keyword("茶", "equal")]
        assert rules.checked_keywords(given_words) == (Keyword("茶"), Keyword("茶", "equal"))

    @pytest.mark.parametrize(
        "words", [[], [Keyword(" ")], [Keyword("x" * 31)], [Keyword(str(number)) for number in range(11)]]
    )
    def test_wrong_keywords(self, words: list[Keyword]) -> None:
        with pytest.raises(Invalid) as refused:
            rules.checked_keywords(words)
        assert refused.value.field == "keywords"

    @pytest.mark.parametrize("name", ["", "  ", "x" * 61])
    def test_wrong_names(self, name: str) -> None:
        with pytest.raises(Invalid):
            rules.checked_name(name)

    @pytest.mark.parametrize(
        "news",
        [
            [],
            [NewsItem(title="t", content_url="https://e")] * 2,
            [NewsItem(title="", content_url="https://e")],
            [NewsItem(title="t", content_url="")],
            [NewsItem(title="t", content_url="javascript:x")],
            [NewsItem(title="t", content_url="https://e", cover_url="x")],
        ],
    )
    def test_wrong_articles(self, news: list[NewsItem]) -> None:
        with pytest.raises(Invalid):
            rules.check_news(news, "reply")

    @pytest.mark.parametrize("text", ["", " \n", "x" * 601])
    def test_wrong_texts(self, text: str) -> None:
        with pytest.raises(Invalid):
            rules.check_text(text, "reply")
        rules.check_text("x" * 600, "reply")

"""How forbidden words are found, whatever disguise they wear."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teahouse.platform.review.errors import BadReason
from teahouse.platform.review.matcher import Hit, Words, platform_words
from teahouse.platform.review.rules import checked_reason, folded, segments

LIST = Words(["炸药", "办假证", "porn", "H漫画"])


class TestFinding:
    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("出售炸药", ["炸药"]),
            ("炸 药", ["炸 药"]),
            ("炸\u200b\u3000药", ["炸\u200b\u3000药"]),
            ("炸*.药，办 假-证", ["炸*.药", "办 假-证"]),
            ("ＰＯＲＮ and PoRn", ["ＰＯＲＮ", "PoRn"]),
            ("ｈ漫画", ["ｈ漫画"]),
            ("😀炸药", ["炸药"]),
        ],
    )
    def test_a_disguise_does_not_help(self, text: str, found: list[str]) -> None:
        assert [text[hit.start : hit.end] for hit in LIST.find(text)] == found

    @pytest.mark.parametrize("text", ["", "轰炸。药品", "轰炸\n药品", "popcorn", "pornography", "xporn", "假证"])
    def test_what_only_looks_like_it_is_left_alone(self, text: str) -> None:
        assert LIST.find(text) == []

    def test_words_that_overlap_are_all_found(self) -> None:
        words = Words(["出售炸药", "炸药配方"])
        assert words.find("出售炸药配方") == [Hit("出售炸药", 0, 4), Hit("炸药配方", 2, 6)]

    def test_an_empty_list_finds_nothing(self) -> None:
        assert Words(["", " "]).find("炸药") == []

    @given(st.text(max_size=60), st.text(max_size=60))
    def test_a_word_is_found_between_any_texts(self, before: str, after: str) -> None:
        text = f"{before}\n炸药\n{after}"
        assert Hit("炸药", len(before) + 1, len(before) + 3) in LIST.find(text)

    @given(st.text(max_size=200))
    def test_each_place_of_a_folded_text_is_in_the_text(self, text: str) -> None:
        read = folded(text)
        assert len(read.text) == len(read.places)
        assert read.places == sorted(read.places)
        assert all(0 <= place < len(text) for place in read.places)


class TestThePlatformsList:
    @pytest.mark.parametrize("text", ["出售手枪，货到付款", "代 开 发 票", "本店办假证", "卖冰毒"])
    def test_it_finds(self, text: str) -> None:
        assert platform_words().find(text)

    @pytest.mark.parametrize(
        "text",
        [
            "限量丝袜，个性爱好者必看，一次性服务费全免",
            "路口交通管制，窗口交费，人群交流",
            "招聘客服，全职兼职都可以，网购请找本店",
            "一口活力早餐，含咖啡因，大麻烦变小麻烦",
            "高潮迭起的写真展，美腿塑形课，做爱心公益",
            "虚假证书识别，替代考试的办法，手机跑分，反洗钱宣传",
        ],
    )
    def test_ordinary_texts_pass(self, text: str) -> None:
        assert platform_words().find(text) == []


class TestSegments:
    def test_overlapping_spans_are_marked_as_one(self) -> None:
        assert segments("abcdef", [(1, 3), (2, 4)]) == [("a", False), ("bcd", True), ("ef", False)]

    @given(st.text(max_size=40), st.lists(st.tuples(st.integers(0, 39), st.integers(1, 8)), max_size=6))
    def test_the_pieces_are_the_text(self, text: str, wanted: list[tuple[int, int]]) -> None:
        spans = [(start, min(start + length, len(text))) for start, length in wanted if start < len(text)]
        pieces = segments(text, spans)
        assert "".join(piece.text for piece in pieces) == text
        marked = [piece.found for piece in pieces for _ in piece.text]
        assert marked == [any(start <= at < end for start, end in spans) for at in range(len(text))]


class TestReasons:
    def test_outer_blanks_go(self) -> None:
        assert checked_reason(" 含违禁词 ") == "含违禁词"

    @pytest.mark.parametrize("reason", ["", "  ", "长" * 201, "a\0b"])
    def test_a_refusal_says_why(self, reason: str) -> None:
        with pytest.raises(BadReason):
            checked_reason(reason)

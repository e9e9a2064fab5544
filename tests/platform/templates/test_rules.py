"""What a template shows, and what its values may be."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teahouse.platform.templates import rules
from teahouse.platform.templates.library import CATEGORY, INDUSTRIES, LIBRARY, Keyword, content_of

_LABELS = st.text("商品名称订单金额时间", min_size=1, max_size=6)
_KEYS = st.text(string.ascii_letters + string.digits + "_", min_size=1, max_size=12)


@given(st.lists(st.builds(Keyword, _LABELS, _KEYS, st.just("x")), max_size=6))
def test_a_content_gives_back_its_lines(keywords: list[Keyword]) -> None:
    lines = rules.lines_of(content_of(keywords))
    assert [(line.label, line.key) for line in lines] == [(one.label, one.key) for one in keywords]


@pytest.mark.parametrize(
    ("key", "good", "bad"),
    [
        ("thing1", ["茶" * 20, "x"], ["茶" * 21, "", "  "]),
        ("character_string2", ["A-1/2", "x" * 32], ["x" * 33, "茶"]),
        ("number3", ["1", "-2.5", "9" * 32], ["9" * 33, "1a", "1."]),
        ("letter4", ["abcXYZ"], ["abc1", "a" * 33]),
        ("symbol5", ["！？", "+-*/="], ["+-*/=!", "a"]),
        ("time6", ["2026-11-22 10:00", "10:00", "2026年11月22日 10:00"], ["tomorrow", ""]),
        ("date7", ["2026年11月22日"], ["soon"]),
        ("amount8", ["39.80", "￥39.80", "100元", "1234567890"], ["12345678901", "free"]),
        ("phone_number9", ["+86-0766-66888866", "13800138000"], ["1" * 18, "phone"]),
        ("car_number10", ["粤A8Z888挂"], ["粤A8Z888挂挂挂"]),
        ("name11", ["林" * 10, "Amy Lin"], ["林" * 11, "x" * 21]),
        ("phrase12", ["待发货"], ["待发货了了了", "ok"]),
        ("keyword1", ["anything", ""], []),
        ("orderMoneySum", ["x" * 500], []),
    ],
)
def test_values_by_type(key: str, good: list[str], bad: list[str]) -> None:
    assert [rules.fits(key, value) for value in good] == [True] * len(good)
    assert [rules.fits(key, value) for value in bad] == [False] * len(bad)


def test_every_example_of_the_library_fits() -> None:
    for template in LIBRARY.values():
        assert template.industry in {*INDUSTRIES, CATEGORY}
        assert (template.industry == CATEGORY) == template.short_id.isdigit()
        assert [one.key for one in template.keywords if not rules.fits(one.key, one.example)] == []


def test_all_industries_are_there() -> None:
    assert list(INDUSTRIES) == list(range(1, 42))
    assert len(set(INDUSTRIES.values())) == 41

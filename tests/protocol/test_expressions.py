from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from teahouse.protocol import EXPRESSIONS, Expression, find_expression, split_expressions

SMILE = Expression("[微笑]", "[Smile]", "🙂")


def test_the_table() -> None:
    assert EXPRESSIONS[0] == SMILE
    assert len(EXPRESSIONS) >= 100
    for column in zip(*EXPRESSIONS, strict=True):
        assert len(set(column)) == len(EXPRESSIONS)
    assert all(one.code[0] == "[" and one.code[-1] == "]" and one.emoji for one in EXPRESSIONS)


def test_both_languages_are_found() -> None:
    assert find_expression("[微笑]") is SMILE or find_expression("[微笑]") == SMILE
    assert find_expression("[Smile]") == SMILE
    assert find_expression("[smile]") is None
    assert find_expression("微笑") is None


def test_a_text_is_split_where_codes_stand() -> None:
    assert list(split_expressions("好[微笑][Smile][nothing] [[微笑]")) == ["好", SMILE, SMILE, "[nothing] [", SMILE]
    assert list(split_expressions("")) == []
    assert list(split_expressions("[]")) == ["[]"]


@given(st.text() | st.lists(st.sampled_from(["[", "]", "微笑", "[微笑]", "x"])).map("".join))
def test_the_pieces_make_the_text_again(text: str) -> None:
    pieces = list(split_expressions(text))

    assert "".join(piece if isinstance(piece, str) else piece.code for piece in pieces) == text
    assert not any(isinstance(a, str) and isinstance(b, str) for a, b in itertools.pairwise(pieces))

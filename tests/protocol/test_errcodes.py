from __future__ import annotations

import pytest

from teahouse.protocol import ERRCODES, ApiError, errmsg, in_words, ok

RID = "6720c1aa-13f0a2b4-5c0e9d11"


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (-1, "system error"),
        (0, "ok"),
        (40001, "invalid credential, access_token is invalid or not latest"),
        (40006, "invalid meida size"),
        (40013, "invalid appid"),
        (42001, "access_token expired"),
        (43004, "require subscribe"),
        (45009, "reach max api daily quota limit"),
        (45015, "response out of time limit or subscription is canceled"),
        (45047, "out of response count limit"),
        (46003, "menu no exist"),
        (47001, "data format error"),
        (48001, "api unauthorized"),
        (61453, "kf_account exsited"),
    ],
)
def test_the_texts_are_the_platforms(code: int, text: str) -> None:
    assert ERRCODES[code] == text


class TestErrmsg:
    def test_the_id_of_the_request_follows(self) -> None:
        assert errmsg(42001, RID) == f"access_token expired rid: {RID}"
        assert errmsg(0, RID) == "ok"
        assert errmsg(40003) == "invalid openid"

    def test_a_detail_stands_where_the_text_wants_it(self) -> None:
        assert errmsg(40164, RID, "203.0.113.7") == f"invalid ip 203.0.113.7, not in whitelist rid: {RID}"
        assert errmsg(47003, RID, "data.thing1.value is empty") == (
            f"argument invalid, data.thing1.value is empty rid: {RID}"
        )

    def test_a_code_that_is_not_in_the_table_is_a_mistake_of_ours(self) -> None:
        with pytest.raises(KeyError):
            ApiError(12345)


class TestBodies:
    def test_success(self) -> None:
        assert ok() == {"errcode": 0, "errmsg": "ok"}
        assert ok(msgid=5) == {"errcode": 0, "errmsg": "ok", "msgid": 5}

    def test_an_error_with_further_fields(self) -> None:
        error = ApiError(45065, msg_id=1000000123)

        assert error.body(RID) == {
            "errcode": 45065,
            "errmsg": f"clientmsgid exist rid: {RID}",
            "msg_id": 1000000123,
        }
        assert str(error) == "45065 clientmsgid exist"


def test_a_refusal_is_said_in_words() -> None:
    with pytest.raises(LookupError, match="40003"):
        _spoken(ApiError(40003))
    with pytest.raises(TypeError, match="else"):
        _spoken(TypeError("else"))


@in_words(LookupError)
def _spoken(error: Exception) -> None:
    raise error

"""Pure decisions of web identity, with the reference's worked signatures."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teahouse.platform.identity.rules import card_signature, host_of, js_signature, redirect_fault, with_answer


def test_the_worked_signatures() -> None:
    url = "http://shop.example.test/page?a=1"
    signature = js_signature("lab_ticket_0001", "labNonce0001", "1780000000", url)
    assert signature == "da2195640d6b9a146b46d6a0bfdc0e18171e6580"
    values = ["lab_card_ticket", "1780000000", "pLabCard0001", "nonceX"]
    assert card_signature([*values, ""]) == "4ff4a64a7028f3c448ca31d690cf3d8f11e66310"


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("http://a.test/x", "a.test"),
        ("https://A.test:443/", "a.test"),
        ("http://a.test:443/", "a.test:443"),
        ("http://127.0.0.1:9000", "127.0.0.1:9000"),
        ("ftp://a.test/", None),
        ("http://u@a.test/", None),
        ("http:\\\\a.test", None),
        ("http://a.test:99999/", None),
        ("a.test", None),
    ],
)
def test_host_of(url: str, host: str | None) -> None:
    assert host_of(url) == host


@given(st.text(max_size=128), st.text(max_size=40))
def test_the_answer_is_read_as_it_was_meant(state: str, tail: str) -> None:
    tail = "".join(sign for sign in tail if sign.isprintable() and sign not in " \\")
    uri = f"http://a.test/{tail}"
    if redirect_fault(uri, ["a.test"]) is None:
        state = state.encode("utf-8", "ignore").decode()
        location = with_answer(uri, "c-1", state)
        assert urlsplit(location).netloc == "a.test"
        assert location.isascii()
        read = dict(parse_qsl(urlsplit(location).query, keep_blank_values=True))
        assert (read["code"], read["state"]) == ("c-1", state)

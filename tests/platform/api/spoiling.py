"""Broken calls of the public API, made from the valid examples."""

import json
import random
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple
from urllib.parse import quote

from teahouse.protocol.endpoints import Endpoint
from tests.platform.materials.samples import picture
from tests.protocol.examples import Example, Names, example_of

JSON = "application/json"
FORM = "multipart/form-data; boundary=tea"
_METHODS = ("PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "TRACE", "tea")
_BROKEN_TEXT = (
    b"{",
    b"[",
    b'{"a":',
    b"{'a': 1}",
    b"nul",
    b"\xff\xfe{}",
    b'{"a": "\xff"}',
    b'{"a": "\\ud800"}',
    b"{}{}",
)
_NO_OBJECT = (b"[]", b'"tea"', b"5", b"true", b"null", b"1e999", b"[" * 5000, b'{"a":' * 5000, b"\xef\xbb\xbf")
_XML = b"<xml><a><![CDATA[b]]></a></xml>"
_LIMIT = 2 * 1024 * 1024
_RARELY = 0.02
_WRONG: dict[type, tuple[Any, ...]] = {
    str: ({}, [], {"a": 1}, [[]], [{"a": "b"}]),
    int: ({}, [], "tea", [[1]], {"a": {}}, 10**30, -(10**30)),
    list: ({"a": 1}, "tea", 5, True, [[[]]], [5, {}, []]),
    dict: ([], "tea", 5, True, [{}]),
}
_ODD: dict[type, tuple[Any, ...]] = {
    str: (
        "",
        "\0",
        "a\0b",
        "\x01\x1f",
        "茶" * 20_000,
        "'; DROP TABLE account; --",
        "\ufffe\uffff",
        "-1",
        "1e9",
        None,
        5,
    ),
    int: (-1, 0, 2**31, 2**63, 2**64, 1e300, 0.5, "1", None, True),
    list: ([], None, ["x"] * 10_001, [None], [""], ["\0"]),
    dict: ({}, None, {"a" * 20_000: 1}, {"": ""}),
}


class Spoilt(NamedTuple):
    """A broken call. `surely` says that it must be refused; of the others some are only odd."""

    method: str
    path: str
    query: bytes
    content_type: str
    body: bytes
    surely: bool
    how: str


class Tokens(NamedTuple):
    """Of the account: one that lives, one that is dead."""

    alive: str
    dead: str


class Spoiler:
    """Makes broken calls of one path; the same of the same chance."""

    def __init__(self, endpoint: Endpoint, names: Names, tokens: Tokens, chance: random.Random) -> None:
        """`names` as in the examples."""
        self._endpoint, self._tokens, self._chance = endpoint, tokens, chance
        self._path = endpoint.path.replace("/*", "/tea").replace("{", "").replace("}", "")
        self._example: Example = example_of(endpoint).filled(names)
        self._ways: list[Callable[[], Spoilt]] = [self._wrong_method]
        if endpoint.auth == "access_token":
            self._ways += [self._wrong_token, self._wrong_token]
        if self._example.query and "GET" in endpoint.methods:
            self._ways += [self._odd_query] * 2
        if self._example.file:
            self._ways += [self._wrong_form] * 3
        elif self._example.body is not None and "POST" in endpoint.methods:
            self._ways += [self._wrong_text] * 2
            self._ways += [self._wrong_value, self._odd_value] * (4 if self._example.body else 0)

    def calls(self) -> Iterator[Spoilt]:
        """No end of them."""
        while True:
            yield self._chance.choice(self._ways)()

    def _call(self, how: str, *, surely: bool = True, **changes: Any) -> Spoilt:  # noqa: ANN401 - fields of Spoilt
        query = {"access_token": self._tokens.alive} if self._endpoint.auth == "access_token" else {}
        parts = {
            "method": self._endpoint.methods[-1],
            "query": _query(query | dict(self._example.query)),
            "content_type": JSON,
            "body": b"",
        }
        if self._example.file:
            parts |= {"content_type": FORM, "body": form("media", picture())}
        elif self._example.body is not None:
            parts["body"] = json.dumps(self._example.body, ensure_ascii=False).encode()
        return Spoilt(path=self._path, surely=surely, how=how, **(parts | changes))

    def _wrong_method(self) -> Spoilt:
        method = self._chance.choice([one for one in _METHODS if one not in self._endpoint.methods])
        return self._call(f"method {method}", method=method)

    def _wrong_token(self) -> Spoilt:
        token = self._chance.choice(
            ["", self._tokens.dead, self._tokens.alive[:-1], "\0", "茶", "x" * 5000, "84_" + "a" * 100, None]
        )
        query = dict(self._example.query) | ({} if token is None else {"access_token": token})
        return self._call(f"token {str(token)[:9]}", query=_query(query))

    def _odd_query(self) -> Spoilt:
        name = self._chance.choice(list(self._example.query))
        token = {"access_token": self._tokens.alive} if self._endpoint.auth == "access_token" else {}
        query = _query(token | {key: value for key, value in self._example.query.items() if key != name})
        odd = self._chance.choice(
            [None, b"", b"%00", b"%FF%FE", b"%ED%A0%80", b"x" * 5000, b"\xff", b"%", b"-1", b"%F0%9F", b"[]", b"9" * 40]
        )
        spoilt = query if odd is None else query + b"&" + name.encode() + b"=" + odd
        return self._call(f"query {name}={str(odd)[:12]}", query=spoilt, surely=False)

    def _wrong_form(self) -> Spoilt:
        whole = form("media", picture())
        body, content_type = self._chance.choice(
            [
                (whole[: self._chance.randrange(len(whole))], FORM),
                (whole, "multipart/form-data"),
                (whole, "multipart/form-data; boundary="),
                (whole, "multipart/form-data; boundary=other"),
                (whole, JSON),
                (b'{"media": "x"}', JSON),
                (form("media", b""), FORM),
                (form("media", b"\xff\xd8\xff\xe0 no picture"), FORM),
                (form("media", b"GIF89a" + bytes(20)), FORM),
                (b"", FORM),
                (_XML, "text/xml"),
                (b"media=1", "application/x-www-form-urlencoded"),
            ]
        )
        return self._call(f"form {content_type}", body=body, content_type=content_type)

    def _wrong_text(self) -> Spoilt:
        whole = json.dumps(self._example.body, ensure_ascii=False).encode()
        cut = whole[: self._chance.randrange(len(whole))] if len(whole) > 2 else b"{"
        body = self._chance.choice([cut, cut, *_BROKEN_TEXT, *_NO_OBJECT, _XML, form("a", b"b"), b"a=b", b""])
        if self._chance.random() < _RARELY:
            body = b'{"a": "' + b"x" * _LIMIT + b'"}'
        # Where nothing is asked for, nothing is read.
        return self._call(f"body {body[:12]!r}", body=body, surely=bool(self._example.body))

    def _wrong_value(self) -> Spoilt:
        return self._spoilt_value(_WRONG, surely=True)

    def _odd_value(self) -> Spoilt:
        return self._spoilt_value(_ODD, surely=False)

    def _spoilt_value(self, values: dict[type, tuple[Any, ...]], *, surely: bool) -> Spoilt:
        place = self._chance.choice(list(places(self._example.body)))
        present = at(self._example.body, place)
        new = self._chance.choice(values[int if isinstance(present, int) else type(present)])
        body = json.dumps(replaced(self._example.body, place, new), ensure_ascii=False).encode()
        how = f"{'.'.join(map(str, place))} = {json.dumps(new)[:24]}"
        return self._call(how, body=body, surely=surely)


def _query(pairs: dict[str, str]) -> bytes:
    return "&".join(f"{name}={quote(value, safe='')}" for name, value in pairs.items()).encode()


def form(name: str, data: bytes) -> bytes:
    """A form with one file."""
    head = f'--tea\r\nContent-Disposition: form-data; name="{name}"; filename="a.jpg"\r\n'
    return head.encode() + b"Content-Type: image/jpeg\r\n\r\n" + data + b"\r\n--tea--\r\n"


def places(value: Any, above: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:  # noqa: ANN401 - JSON
    """Where something stands in JSON, the outermost left out."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        yield (*above, key)
        yield from places(one, (*above, key))


def at(value: Any, place: tuple[str | int, ...]) -> Any:  # noqa: ANN401 - JSON
    """What stands there."""
    for key in place:
        value = value[key]
    return value


def replaced(value: Any, place: tuple[str | int, ...], new: object) -> Any:  # noqa: ANN401 - JSON
    """A copy with something else there."""
    if not place:
        return new
    copy: Any = dict(value) if isinstance(value, dict) else list(value)
    copy[place[0]] = replaced(value[place[0]], place[1:], new)
    return copy

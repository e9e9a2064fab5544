"""Hypothesis strategies that build any message, event or reply from the annotations of its class."""

from __future__ import annotations

import types
from decimal import Decimal
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

import msgspec
from hypothesis import strategies as st

from teahouse.protocol import UnknownEvent, UnknownMessage
from teahouse.protocol.wire import Form, Hint, Wrapped

_LEGAL = st.characters(
    codec="utf-8",
    exclude_characters="".join(chr(code) for code in range(32) if chr(code) not in "\t\n") + "\ufffe\uffff",
)
TEXTS = st.one_of(
    st.text(_LEGAL, max_size=30),
    st.sampled_from(["]]>", "]]]]>>", "<![CDATA[x]]>", "<!DOCTYPE html>", "&amp;", "  two  ", "[微笑]", "\n"]),
)
IDS = TEXTS.map(str.strip)
NAMES = IDS.filter(bool)
INTS = st.integers(min_value=-(10**18), max_value=10**18)
DECIMALS = st.decimals(min_value=-180, max_value=180, places=6)
_ELEMENTS = st.from_regex(r"[A-Za-z][A-Za-z0-9]{0,8}", fullmatch=True).map(lambda name: f"X{name}")
_TREES = st.recursive(
    st.dictionaries(_ELEMENTS, TEXTS, min_size=1, max_size=3),
    lambda inner: st.dictionaries(
        _ELEMENTS,
        TEXTS | inner | st.lists(TEXTS | inner, min_size=2, max_size=3),
        min_size=1,
        max_size=3,
    ),
    max_leaves=4,
)
_FIELDS: st.SearchStrategy[Any] = _TREES | st.just({})


def records(cls: type[msgspec.Struct]) -> st.SearchStrategy[Any]:
    """Any instance of a class of the wire."""
    hints = get_type_hints(cls, include_extras=True)
    fields = {field.name: _values(field.name, hints[field.name]) for field in msgspec.structs.fields(cls)}
    if cls is UnknownMessage:
        fields["msg_type"] = NAMES.map(lambda name: f"x-{name}")
        # Of what may follow only MsgId is known in a type we do not know.
        fields |= dict.fromkeys(("msg_data_id", "idx", "business_id"), st.none())
    if cls is UnknownEvent:
        fields["event"] = NAMES.map(lambda name: f"x-{name}")
    return st.builds(cls, **fields)


def _values(name: str, hint: Hint) -> st.SearchStrategy[Any]:
    if name in {"to_user_name", "from_user_name"}:
        return NAMES
    if name == "fields":
        return _FIELDS
    if get_origin(hint) in {Union, types.UnionType}:
        inner = next(one for one in get_args(hint) if one is not type(None))
        return st.none() | _plain(inner)
    return _plain(hint)


def _plain(hint: Hint) -> st.SearchStrategy[Any]:
    origin: object = get_origin(hint)
    if origin is not Annotated:
        return _kind(hint)
    kind, form = get_args(hint)
    if isinstance(form, Wrapped) or form is Form.REPEATED:
        return st.lists(_kind(get_args(kind)[0]), max_size=3).map(tuple)
    return IDS if kind is str else _kind(kind)


def _kind(kind: Hint) -> st.SearchStrategy[Any]:
    origin: object = get_origin(kind)
    if origin is tuple:
        return st.lists(_kind(get_args(kind)[0]), max_size=3).map(tuple)
    if kind is str:
        return TEXTS
    if kind is int:
        return INTS
    if kind is Decimal:
        return DECIMALS
    return records(kind)

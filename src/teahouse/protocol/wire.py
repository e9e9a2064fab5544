"""From the fields of a Struct to the elements of a document and back.

A message, event or reply is a msgspec Struct whose annotations say how each field stands on the wire:

    str                 text in CDATA, kept as it is
    Id                  text in CDATA, blanks around it dropped when read
    PlainText           text without CDATA
    int, Decimal        plain number
    CdataInt ...        number in CDATA, where the platform writes it so
    a Struct            nested elements
    Repeated[T]         the element occurs once for each item
    Annotated[tuple[T, ...], Wrapped("item")]   one element that holds items of that name

`X | None = None` may be absent. Text that is absent though it should be there reads as "".
"""

from __future__ import annotations

import re
import types
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from enum import Enum
from functools import cache
from types import MappingProxyType
from typing import Annotated, Any, NamedTuple, TypeAlias, TypeVar, Union, get_args, get_origin, get_type_hints

import msgspec

from teahouse.protocol.errors import ProtocolError
from teahouse.protocol.xml import Content, Plain, Tree, Value, children

T = TypeVar("T", bound=msgspec.Struct)
Item = TypeVar("Item")

# What get_type_hints gives: a class, an alias or an annotated form.
Hint: TypeAlias = Any

_MAX_DIGITS = 19
_MAX_DECIMAL = 40
_NUMBER = re.compile(r"-?[0-9]{1,19}(?:\.[0-9]{1,19})?")


class Form(Enum):
    """How a value departs from the usual: text in CDATA, numbers plain."""

    CDATA = "cdata"
    PLAIN = "plain"
    TRIMMED = "trimmed"
    REPEATED = "repeated"


class Wrapped(NamedTuple):
    """The field's element holds its items, each called `child`."""

    child: str


Id: TypeAlias = Annotated[str, Form.TRIMMED]
PlainText: TypeAlias = Annotated[str, Form.PLAIN]
CdataInt: TypeAlias = Annotated[int, Form.CDATA]
CdataDecimal: TypeAlias = Annotated[Decimal, Form.CDATA]
Repeated: TypeAlias = Annotated[tuple[Item, ...], Form.REPEATED]


class FieldError(ProtocolError):
    """A field is missing or has the wrong form. Reasons: missing_field, bad_number, bad_field; `detail` names it."""


class Codec(NamedTuple):
    """How one value is read and written; `empty` stands for an absent element (None: it must be there)."""

    read: Callable[[Value], Any]
    write: Callable[[Any], Content]
    empty: Any


class Column(NamedTuple):
    """One field of a Struct on the wire."""

    attribute: str
    name: str
    codec: Codec
    optional: bool
    repeated: bool


def encode(record: msgspec.Struct, skip: frozenset[str] = frozenset()) -> list[tuple[str, Content]]:
    """The elements of a record in the order of its fields, without those named in `skip`."""
    pairs: list[tuple[str, Content]] = []
    for attribute, name, codec, _, repeated in columns(type(record)):
        value = None if attribute in skip else getattr(record, attribute)
        if value is None:
            continue
        if repeated:
            pairs += [(name, codec.write(item)) for item in value]
        else:
            pairs.append((name, codec.write(value)))
    return pairs


def decode(cls: type[T], tree: Tree, known: Mapping[str, object] = MappingProxyType({})) -> T:
    """Read a record; the fields in `known` are given and not looked for. Raises FieldError."""
    values: dict[str, Any] = {**known}
    for column in columns(cls):
        attribute, name, _, optional, _ = column
        if (name in tree or not optional) and attribute not in values:
            values[attribute] = _read(column, tree)
    return cls(**values)


def loose(tree: Tree) -> list[tuple[str, Content]]:
    """The elements of a tree whose types nobody knows: what looks like a number stands plain."""
    return [
        (name, loose(value) if isinstance(value, dict) else _guessed(value))
        for name in tree
        for value in children(tree, name)
    ]


def _guessed(text: str) -> Content:
    return Plain(text) if _NUMBER.fullmatch(text) else text


def _read(column: Column, tree: Tree) -> object:
    try:
        if column.repeated:
            return tuple(column.codec.read(item) for item in children(tree, column.name))
        if column.name in tree:
            return column.codec.read(tree[column.name])
    except ValueError as error:
        raise FieldError("bad_number" if "number" in str(error) else "bad_field", column.name) from None
    if column.codec.empty is None:
        raise FieldError("missing_field", column.name)
    return column.codec.empty


@cache
def columns(cls: type[msgspec.Struct]) -> tuple[Column, ...]:
    """The fields of a class as they stand on the wire; those its TAIL names come last."""
    hints = get_type_hints(cls, include_extras=True)
    found = [_column(field, hints[field.name]) for field in msgspec.structs.fields(cls)]
    tail: tuple[str, ...] = getattr(cls, "TAIL", ())
    return tuple(sorted(found, key=lambda column: tail.index(column.attribute) + 1 if column.attribute in tail else 0))


def _column(field: msgspec.structs.FieldInfo, hint: Hint) -> Column:
    hint, optional = _without_none(hint)
    repeated = _form(hint) is Form.REPEATED
    codec = _codec(get_args(get_args(hint)[0])[0]) if repeated else _codec(hint)
    return Column(field.name, field.encode_name, codec, optional or not field.required, repeated)


def _without_none(hint: Hint) -> tuple[Hint, bool]:
    if get_origin(hint) not in {Union, types.UnionType}:
        return hint, False
    rest = [one for one in get_args(hint) if one is not type(None)]
    return rest[0], True


def _form(hint: Hint) -> Form | Wrapped | None:
    origin: object = get_origin(hint)
    return get_args(hint)[1] if origin is Annotated else None


def _codec(hint: Hint) -> Codec:
    form = _form(hint)
    kind = get_args(hint)[0] if form else hint
    if isinstance(form, Wrapped):
        return _wrapped_codec(get_args(kind)[0], form.child)
    if kind is str:
        return _text_codec(form)
    if kind is int:
        return Codec(read_int, str if form is Form.CDATA else int, None)
    if kind is Decimal:
        return Codec(read_decimal, _decimal_text if form is Form.CDATA else Decimal, None)
    return _struct_codec(kind)


def _text_codec(form: Form | Wrapped | None) -> Codec:
    if form is Form.PLAIN:
        return Codec(_trimmed, Plain, "")
    return Codec(_trimmed if form is Form.TRIMMED else read_text, str, "")


def _struct_codec(cls: type[msgspec.Struct]) -> Codec:
    def read(value: Value) -> msgspec.Struct:
        return decode(cls, _tree(value))

    return Codec(read, encode, None)


def _wrapped_codec(item: Hint, child: str) -> Codec:
    inner = _codec(item)

    def read(value: Value) -> tuple[Any, ...]:
        return tuple(inner.read(one) for one in children(_tree(value), child))

    def write(items: tuple[Any, ...]) -> Content:
        return [(child, inner.write(one)) for one in items]

    return Codec(read, write, ())


def _tree(value: Value) -> Tree:
    """The children of an element; an empty or blank one has none."""
    if isinstance(value, list):
        value = value[0]
    if isinstance(value, dict):
        return value
    if value.strip():
        raise ValueError("text where elements were expected")
    return {}


def read_text(value: Value) -> str:
    """The text of an element; of a repeated one the first."""
    if isinstance(value, list):
        value = value[0]
    if isinstance(value, str):
        return value
    raise ValueError("elements where text was expected")


def _trimmed(value: Value) -> str:
    return read_text(value).strip()


def read_int(value: Value) -> int:
    """A decimal integer of at most 19 digits; ValueError otherwise."""
    text = read_text(value).strip()
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= _MAX_DIGITS):
        raise ValueError("not a number")
    return int(text)


def read_decimal(value: Value) -> Decimal:
    """A finite decimal number with its digits kept; ValueError otherwise."""
    text = read_text(value).strip()
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise ValueError("not a number") from None
    if not number.is_finite() or len(text) > _MAX_DECIMAL or abs(number.adjusted()) > _MAX_DECIMAL:
        raise ValueError("not a number")
    return number


def _decimal_text(number: Decimal) -> str:
    return format(number, "f")

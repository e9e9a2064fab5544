"""Reading and writing the small XML documents of official accounts.

Every document is one `<xml>` element of named children: text stands in CDATA,
numbers stand plain. A parsed document is a plain dict in document order; an
element with children is a dict again, and an element that occurs several times
is a list.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import TypeAlias
from xml.etree import ElementTree as ET

from teahouse.protocol.errors import ProtocolError

__all__ = ["MAX_XML", "Content", "Plain", "Tree", "Value", "XmlError", "build_xml", "children", "parse_xml"]

# Real pushes stay below 10 KiB; text of 2048 bytes is the longest thing in them.
MAX_XML = 1024 * 1024
# The deepest document of the platform (a mass-send result) has four levels.
_MAX_DEPTH = 16

# Only an XML declaration may stand before the root. That alone keeps every document type and every
# entity out: they are legal nowhere else, and a person may still write "<!DOCTYPE" in a message.
_PROLOG = re.compile(r"(?:<\?xml[^>]{0,200}\?>\s*)?<[A-Za-z_]")
_DECLARATION = re.compile(r"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

# A document without depth, which nearly every push is: its texts hold nothing that XML would read or refuse.
_UNREAD = "\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff"
_CDATA = rf"<!\[CDATA\[((?:[^\]{_UNREAD}]++|\](?!\]>))*+)\]\]>"
_FLAT_ROOT = re.compile(r"<xml>[\t\n ]*+")
# Either an element, or all that is left from the first place where none stands.
_FLAT_ELEMENT_OR_REST = re.compile(
    rf"<([A-Za-z_][A-Za-z0-9_]*+)>(?:{_CDATA}|([^<>&\]{_UNREAD}]*+))</\1>[\t\n ]*+|(.+)", re.DOTALL
)

Value: TypeAlias = "str | Tree | list[str | Tree]"
Tree: TypeAlias = "dict[str, Value]"


class Plain(str):
    """Text that is written without CDATA, such as a number kept as text."""

    __slots__ = ()


Content: TypeAlias = "str | int | Decimal | Sequence[tuple[str, Content]]"


class XmlError(ProtocolError):
    """Not a document of the platform.

    Reasons: too_large, not_utf8, nul, doctype, not_xml, wrong_root, too_deep.
    """


def parse_xml(body: bytes, limit: int = MAX_XML) -> Tree:
    """Read one `<xml>` document of at most `limit` bytes. Raises XmlError and nothing else."""
    text = _decode(body, limit)
    if (flat := _flat(text)) is not None:
        return flat
    if _PROLOG.match(text) is None:
        raise XmlError("doctype" if _DECLARATION.search(text) else "not_xml", text[:60])
    try:
        root = ET.fromstring(text)
    except (ET.ParseError, ValueError) as error:
        raise XmlError("not_xml", str(error)) from None
    if root.tag != "xml":
        raise XmlError("wrong_root", root.tag[:60])
    value = _value(root, 0)
    return value if isinstance(value, dict) else {}


def _decode(body: bytes, limit: int) -> str:
    if len(body) > limit:
        raise XmlError("too_large", f"{len(body)} bytes")
    if b"\0" in body:
        raise XmlError("nul")
    try:
        # A mark or blanks before the declaration are an error in XML, yet some servers put them there.
        return body.decode("utf-8").lstrip("\ufeff \t\r\n")
    except UnicodeDecodeError as error:
        raise XmlError("not_utf8", f"byte {error.start}") from None


def _flat(text: str) -> Tree | None:
    """The same in a third of the time, for a document of plain elements with different names; None for any other."""
    root = _FLAT_ROOT.match(text)
    if root is None:
        return None
    found = _FLAT_ELEMENT_OR_REST.findall(text, root.end())
    if not found or found.pop()[-1] != "</xml>":
        return None
    tree: Tree = {name: data or plain for name, data, plain, _ in found}
    return tree if len(tree) == len(found) else None


def _value(element: ET.Element, depth: int) -> str | Tree:
    if not len(element):
        return element.text or ""
    if depth >= _MAX_DEPTH:
        raise XmlError("too_deep", element.tag[:60])
    tree: Tree = {}
    for child in element:
        value = _value(child, depth + 1) if len(child) else child.text or ""
        if child.tag in tree:
            _add(tree, child.tag, value)
        else:
            tree[child.tag] = value
    return tree


def _add(tree: Tree, name: str, value: str | Tree) -> None:
    present = tree[name]
    if isinstance(present, list):
        present.append(value)
    else:
        tree[name] = [present, value]


def children(tree: Tree, name: str) -> list[str | Tree]:
    """All elements of that name: none, the one, or the many."""
    value = tree.get(name)
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def build_xml(pairs: Sequence[tuple[str, Content]]) -> bytes:
    r"""Write one `<xml>` document on one line, elements in the order given.

    A str becomes CDATA; Plain, int and Decimal stand plain; a sequence of pairs nests. Characters that
    XML cannot carry are left out, and line ends become "\n", as every reader would make them anyway.
    """
    return f"<xml>{_elements(pairs)}</xml>".encode()


def _elements(pairs: Sequence[tuple[str, Content]]) -> str:
    return "".join([f"<{name}>{_written(content)}</{name}>" for name, content in pairs])


def _written(content: Content) -> str:
    if type(content) is str:
        return _cdata(content)
    if isinstance(content, Plain):
        return _escaped(content)
    if isinstance(content, str):
        return _cdata(content)
    if isinstance(content, Decimal):
        return f"{content:f}"
    return str(content) if isinstance(content, int) else _elements(content)


def _legal(text: str) -> str:
    if text.isprintable():  # none of those below is; most text is
        return text
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _ILLEGAL.sub("", text)


def _cdata(text: str) -> str:
    # "]]>" would end the section: the split puts its last sign into a second one.
    text = _legal(text)
    return f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>') if ']]>' in text else text}]]>"


def _escaped(text: str) -> str:
    return _legal(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

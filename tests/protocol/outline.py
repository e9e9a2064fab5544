"""The shape of an XML document: which elements in which order, and how the text of each is written."""

from __future__ import annotations

from xml.parsers import expat

_ATTRIBUTES = ("StartElementHandler", "EndElementHandler", "CharacterDataHandler", "StartCdataSectionHandler")


class _Reader:
    def __init__(self) -> None:
        self.lines: list[str] = []
        self._path: list[str] = []
        self._form = ""

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        self._path.append(name)
        self._form = "empty"

    def text(self, data: str) -> None:
        if data.strip() and self._form == "empty":
            self._form = "plain"

    def cdata(self) -> None:
        if self._form:
            self._form = "cdata"

    def end(self, _name: str) -> None:
        if self._form:
            self.lines.append(f"{'/'.join(self._path[1:])} {self._form}")
        self._path.pop()
        self._form = ""


def outline(body: bytes) -> list[str]:
    """The leaves of a document in order, each as "path form"; forms are cdata, plain and empty."""
    reader = _Reader()
    parser = expat.ParserCreate("utf-8")
    handlers = (reader.start, reader.end, reader.text, reader.cdata)
    for attribute, handler in zip(_ATTRIBUTES, handlers, strict=True):
        setattr(parser, attribute, handler)
    parser.Parse(body, True)  # noqa: FBT003 - positional only
    return reader.lines

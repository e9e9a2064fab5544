"""Request bodies as clients really send them (reference, 21.1, 21.2, 21.13)."""

import itertools
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from urllib.parse import parse_qsl, unquote

_ESCAPE = re.compile(rb"(?<!\\)((?:\\\\)*)\\u(?=[0-9a-fA-F]{4})")
_ZERO = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")
_PARAMETER = re.compile(r';\s*([\w*-]+)\s*=\s*("(?:[^"\\]|\\.)*"|[^;]*)')


class Upload(NamedTuple):
    """A file part; `filename` is empty when the client sent none."""

    filename: str
    data: bytes
    content_type: str = ""


class Form(NamedTuple):
    """The fields and files of a form; of several with one name the last counts."""

    fields: Mapping[str, str]
    files: Mapping[str, Upload]


def literal_escapes(body: bytes) -> bytes:
    r"""JSON in which \uXXXX stands for those six characters, as the platform reads it (reference, 0.3)."""
    return _ESCAPE.sub(rb"\1\\\\u", body)


def has_zero_escape(body: bytes) -> bool:
    r"""Whether JSON spells a zero byte: \u0000."""
    return b"\\u0000" in body and _ZERO.search(body) is not None


def parse_form(content_type: str, body: bytes) -> Form:
    """A multipart or urlencoded form, whatever its faults; anything else is an empty form."""
    if "boundary=" in content_type.lower():
        return _multipart(_parameters(";" + content_type.partition(";")[2]).get("boundary", ""), body)
    fields = dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=1000))
    return Form(fields if "urlencoded" in content_type.lower() else {}, {})


def _multipart(boundary: str, body: bytes) -> Form:
    fields: dict[str, str] = {}
    files: dict[str, Upload] = {}
    for headers, data in _parts(boundary.encode("latin-1", "replace"), body):
        disposition = _parameters(headers.get("content-disposition", ""))
        name = disposition.get("name", "")
        content_type = headers.get("content-type", "")
        if "filename" in disposition or "filename*" in disposition or _is_file(name, content_type):
            files[name] = Upload(_filename(disposition), data, content_type)
        else:
            fields[name] = data.decode("utf-8", "replace")
    return Form(fields, files)


def _is_file(name: str, content_type: str) -> bool:
    """Some clients send the media part without a file name."""
    return name == "media" or (bool(content_type) and not content_type.startswith(("text/plain", "application/json")))


def _parts(boundary: bytes, body: bytes) -> Iterator[tuple[dict[str, str], bytes]]:
    if not boundary:
        return
    # The leading line end makes the first delimiter look like all others.
    delimiter = re.compile(rb"\r\n--" + re.escape(boundary) + rb"(--|[ \t]*\r\n)")
    body = b"\r\n" + body
    found = list(delimiter.finditer(body))
    for here, following in itertools.pairwise(found):
        if here[1] == b"--":
            return
        head, split, data = body[here.end() : following.start()].partition(b"\r\n\r\n")
        if split:
            yield _headers(head), data


def _headers(head: bytes) -> dict[str, str]:
    lines = head.decode("utf-8", "replace").split("\r\n")
    pairs = (line.partition(":") for line in lines)
    return {name.strip().lower(): value.strip() for name, _, value in pairs}


def _parameters(header: str) -> dict[str, str]:
    return {name.lower(): _unquoted(value.strip()) for name, value in _PARAMETER.findall(header)}


def _unquoted(value: str) -> str:
    if value.startswith('"') and value.endswith('"') and value != '"':
        return re.sub(r"\\(.)", r"\1", value[1:-1])
    return value


def _filename(disposition: Mapping[str, str]) -> str:
    extended = disposition.get("filename*", "")
    name = unquote(extended.rpartition("'")[2]) if extended else unquote(disposition.get("filename", ""))
    return name.replace("\\", "/").rpartition("/")[2]

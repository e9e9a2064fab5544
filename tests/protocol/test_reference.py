"""Our tables against those of the reference of the platform, which lies beside the checkout."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from teahouse.protocol import ERRCODES, find_endpoint

REFERENCE = Path(__file__).resolve().parents[3] / "shared" / "reference" / "wechat-official-account.md"

pytestmark = pytest.mark.skipif(not REFERENCE.is_file(), reason=f"the reference is not at {REFERENCE}")

# One row of the reference says two things; ours is the first.
_TEXT_ENDS = re.compile(r" \(|; | / |$")


def section(number: int) -> str:
    text = REFERENCE.read_text("utf-8")
    return re.split(rf"^## {number}\. ", text, flags=re.MULTILINE)[1].split("\n## ")[0]


def test_every_code_is_in_the_table() -> None:
    codes = {
        int(code.replace("−", "-"))
        for cell in re.findall(r"^\| ([^|]+) \|", section(18), re.MULTILINE)
        for code in re.findall(r"−?\d+", re.sub(r"\d+–\d+", "", cell))
    }

    assert codes <= set(ERRCODES)


def test_every_text_is_the_references() -> None:
    found = re.findall(r"^\| (−?\d+) \| ([^|]+) \|$", section(18), re.MULTILINE)
    texts = {int(code.replace("−", "-")): _TEXT_ENDS.split(text)[0] for code, text in found}
    del texts[40164]  # carries the address of the caller

    assert len(texts) > 150
    assert {code: ERRCODES[code] for code in texts} == texts


def test_every_path_is_in_the_table() -> None:
    rows = re.findall(r"^\| ([A-Z/+]+) \| `([^`]+)` \|", section(22), re.MULTILINE)
    ours = {path: find_endpoint(path) for _, path in rows}

    assert len(rows) > 200
    for methods, path in rows:
        endpoint = ours[path]
        assert endpoint is not None, path
        assert (endpoint.path, endpoint.methods) == (path, tuple(re.split(r"[+/]", methods)))


def test_what_the_closing_paragraph_names_comes_later() -> None:
    closing = section(22).split("Other paths on the same host")[1].split("---")[0]
    paths = re.findall(r"`(/[^`]+)`", closing)

    assert len(paths) > 20
    for path in paths:
        endpoint = find_endpoint(path.replace("*", "any"))
        assert endpoint is not None, path
        assert endpoint.later, path

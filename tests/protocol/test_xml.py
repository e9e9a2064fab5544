from __future__ import annotations

import contextlib
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teahouse.protocol import MAX_XML, Content, Plain, XmlError, build_xml, children, parse_xml
from tests.protocol.strategies import TEXTS


class TestParse:
    def test_gives_the_elements_in_order(self) -> None:
        tree = parse_xml(b"<xml><B>1</B><A><![CDATA[ x ]]></A><C><D/></C></xml>")

        assert list(tree.items()) == [("B", "1"), ("A", " x "), ("C", {"D": ""})]

    def test_gives_a_list_for_an_element_that_is_repeated(self) -> None:
        tree = parse_xml(b"<xml><i>1</i><i><n>2</n></i><i/></xml>")

        assert tree == {"i": ["1", {"n": "2"}, ""]}
        assert children(tree, "i") == ["1", {"n": "2"}, ""]
        assert children({"i": "1"}, "i") == ["1"]
        assert children(tree, "j") == []

    def test_takes_a_declaration_a_mark_and_blanks_before_the_root(self) -> None:
        body = b'\xef\xbb\xbf <?xml version="1.0" encoding="utf-8"?>\n<xml><a>\xe4\xbd\xa0</a></xml>\n'

        assert parse_xml(body) == {"a": "你"}

    def test_an_empty_root_is_an_empty_tree(self) -> None:
        assert parse_xml(b"<xml/>") == {}
        assert parse_xml(b"<xml>only text</xml>") == {}

    @pytest.mark.parametrize(
        ("body", "reason"),
        [
            (b"", "not_xml"),
            (b"success", "not_xml"),
            (b'{"a":1}', "not_xml"),
            (b"<xml><a></xml>", "not_xml"),
            (b"<xml></xml><xml></xml>", "not_xml"),
            (b"<xml>&nbsp;</xml>", "not_xml"),
            (b"<!-- hi --><xml/>", "not_xml"),
            (b"<?php echo 1 ?><xml/>", "not_xml"),
            (b"<html></html>", "wrong_root"),
            (b"<xml>\xff</xml>", "not_utf8"),
            ("<xml>你</xml>".encode("gbk"), "not_utf8"),
            ('<?xml version="1.0" encoding="utf-16"?><xml>a</xml>'.encode("utf-16"), "nul"),
            ("<xml>a</xml>".encode("utf-16-le"), "nul"),
            (b"<xml>\0</xml>", "nul"),
            (b"<xml>\x01</xml>", "not_xml"),
            (b"<!DOCTYPE xml><xml/>", "doctype"),
            (b"<!doctype html><html></html>", "doctype"),
            (b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><xml>&a;</xml>', "doctype"),
            (b"<!-- <![CDATA[ --><!DOCTYPE x []><!-- ]]> --><xml/>", "doctype"),
            (b'<xml><!ENTITY a "b"></xml>', "not_xml"),
            (b"<xml><!DOCTYPE x></xml>", "not_xml"),
            (b"<xml>" + b"<a>" * 40 + b"</a>" * 40 + b"</xml>", "too_deep"),
            (b"<xml>" + b"<a>" * 50_000 + b"</a>" * 50_000 + b"</xml>", "too_deep"),
        ],
    )
    def test_refuses_what_is_no_document_of_the_platform(self, body: bytes, reason: str) -> None:
        with pytest.raises(XmlError) as caught:
            parse_xml(body)

        assert caught.value.reason == reason

    def test_refuses_more_bytes_than_allowed(self) -> None:
        body = b"<xml><a>123</a></xml>"

        assert parse_xml(body, limit=len(body)) == {"a": "123"}
        with pytest.raises(XmlError) as caught:
            parse_xml(body, limit=len(body) - 1)
        assert caught.value.reason == "too_large"
        with pytest.raises(XmlError):
            parse_xml(b"<xml>" + b" " * MAX_XML + b"</xml>")

    def test_a_person_may_write_a_document_type_in_a_message(self) -> None:
        tree = parse_xml(b"<xml><Content><![CDATA[<!DOCTYPE html><!ENTITY a>]]></Content></xml>")

        assert tree == {"Content": "<!DOCTYPE html><!ENTITY a>"}

    def test_another_encoding_in_the_declaration_counts_for_nothing(self) -> None:
        assert parse_xml('<?xml version="1.0" encoding="gbk"?><xml><a>你</a></xml>'.encode()) == {"a": "你"}

    @given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode(errors="replace")))
    def test_any_bytes_raise_our_error_or_nothing(self, body: bytes) -> None:
        with contextlib.suppress(XmlError):
            parse_xml(body)

    @given(
        st.lists(st.sampled_from(["<xml>", "</xml>", "<a>", "</a>", "<![CDATA[", "]]>", "<!", "&lt;", "é", "<?", "x"]))
    )
    def test_any_pieces_of_markup_raise_our_error_or_nothing(self, pieces: list[str]) -> None:
        with contextlib.suppress(XmlError):
            parse_xml("".join(["<xml>", *pieces]).encode())


class TestBuild:
    def test_text_stands_in_cdata_and_numbers_plain(self) -> None:
        pairs: list[tuple[str, Content]] = [
            ("T", "a<b"),
            ("N", 3),
            ("D", Decimal("119.385040")),
            ("P", Plain("1<2")),
            ("L", [("i", "x"), ("i", [])]),
        ]

        assert build_xml(pairs) == (
            b"<xml><T><![CDATA[a<b]]></T><N>3</N><D>119.385040</D><P>1&lt;2</P><L><i><![CDATA[x]]></i><i></i></L></xml>"
        )

    def test_the_end_of_a_section_in_a_text_is_split(self) -> None:
        body = build_xml([("T", "a]]>b")])

        assert body == b"<xml><T><![CDATA[a]]]]><![CDATA[>b]]></T></xml>"
        assert parse_xml(body) == {"T": "a]]>b"}

    def test_what_xml_cannot_carry_is_left_out(self) -> None:
        assert build_xml([("T", "a\x00\x0b\ud800\uffffb\r\nc\rd")]) == b"<xml><T><![CDATA[ab\nc\nd]]></T></xml>"

    @given(TEXTS)
    def test_text_comes_back_as_it_was(self, text: str) -> None:
        assert parse_xml(build_xml([("T", text)])) == {"T": text}
        assert parse_xml(build_xml([("T", Plain(text))])) == {"T": text}

    @given(st.text())
    def test_any_text_makes_a_document(self, text: str) -> None:
        assert set(parse_xml(build_xml([("T", text), ("P", Plain(text))]))) == {"T", "P"}


_PIECES = [
    *("<xml>", "</xml>", "<a>", "</a>", "<b>", "</b>", "<a>1</a>", "<a/>", "<b x='1'>", "<![CDATA[", "]]>", "]]", "]"),
    *(
        ">",
        "<",
        "&",
        "&lt;",
        "&#10;",
        " ",
        "\n",
        "\r",
        "\r\n",
        "\t",
        "\x01",
        "\x0b",
        "\ufffe",
        "\ufeff",
        "你",
        "字[微笑]",
    ),
    *("<!-- a -->", "<?a b?>", "<a><![CDATA[", "]]></a>", "<b><![CDATA[x]]></b>", "<é>1</é>", "<a:b>1</a:b>"),
]


def read(body: bytes) -> object:
    try:
        return parse_xml(body)
    except XmlError as error:
        return error.reason


@pytest.mark.parametrize(
    "text",
    [
        "<xml><a><![CDATA[x]]></a><b>2</b></xml>",
        "<xml>\n <a><![CDATA[]]></a>\n <b></b>\n</xml>",
        "<xml><a><![CDATA[字[微笑]]]></a><b><![CDATA[a]]b]>c<d>&e]]></b></xml>",
        "<xml><a>1</a><a>2</a></xml>",
        "<xml><a><![CDATA[1]]><![CDATA[2]]></a></xml>",
        "<xml><a> 1\r\n</a></xml>",
        "<xml><a>1</b></xml>",
        "<xml><a>1]]></a></xml>",
        "<xml><a><![CDATA[\x02]]></a></xml>",
    ],
)
def test_a_document_without_depth_is_read_as_by_expat(text: str) -> None:
    # A declaration takes the shortcut away.
    assert read(text.encode()) == read(b'<?xml version="1.0"?>' + text.encode())


@given(st.lists(st.sampled_from(_PIECES), max_size=12))
def test_any_document_is_read_as_by_expat(pieces: list[str]) -> None:
    for body in ("".join(pieces).encode(), f"<xml>{''.join(pieces)}</xml>".encode()):
        bare = body.lstrip("\ufeff \t\r\n".encode())
        if bare.startswith(b"<xml>"):
            assert read(body) == read(b'<?xml version="1.0"?>' + bare)

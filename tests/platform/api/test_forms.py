"""Bodies as clients really send them."""

import pytest

from teahouse.platform.api.forms import Form, Upload, has_zero_escape, literal_escapes, parse_form


def multipart(*parts: tuple[str, bytes]) -> bytes:
    body = b"".join(b"--b\r\n" + head.encode() + b"\r\n\r\n" + data + b"\r\n" for head, data in parts)
    return body + b"--b--\r\n"


@pytest.mark.parametrize(
    ("head", "name", "filename"),
    [
        ('Content-Disposition: form-data; name="media"; filename="a.png"', "media", "a.png"),
        ('Content-Disposition: form-data; name="media"; filename="%E8%8C%B6.png"', "media", "茶.png"),
        ('Content-Disposition: form-data; name="media"; filename="media"', "media", "media"),
        ("content-disposition: form-data; name=media; filename=a.png", "media", "a.png"),
        ("Content-Disposition: form-data; name=\"media\"; filename*=utf-8''%E8%8C%B6.png", "media", "茶.png"),
        ('Content-Disposition: form-data; name="media"; filename="C:\\\\x\\\\a.png"', "media", "a.png"),
        ('Content-Disposition: form-data; name="media"; filename="../../etc/passwd"', "media", "passwd"),
        ('Content-Disposition: form-data; name="media"', "media", ""),
        ('Content-Disposition: form-data; name="x"\r\nContent-Type: image/png', "x", ""),
    ],
)
def test_a_file_part_is_found_whatever_its_name(head: str, name: str, filename: str) -> None:
    data = b"\x89PNG\r\n\r\n--b not a boundary"
    form = parse_form("multipart/form-data; boundary=b", multipart((head, data)))
    assert form.fields == {}
    assert {key: (file.filename, file.data) for key, file in form.files.items()} == {name: (filename, data)}


def test_fields_stand_beside_files() -> None:
    form = parse_form(
        'Multipart/Form-Data; boundary="b"',
        multipart(
            ('Content-Disposition: form-data; name="description"', '{"title":"茶"}'.encode()),
            ('Content-Disposition: form-data; name="media"; filename="a"\r\nContent-Type: video/mp4', b"x"),
        ),
    )
    assert form == Form({"description": '{"title":"茶"}'}, {"media": Upload("a", b"x", "video/mp4")})


def test_an_urlencoded_form() -> None:
    form = parse_form("application/x-www-form-urlencoded", b"kidList%5B0%5D=1&x=")
    assert form.fields == {"kidList[0]": "1", "x": ""}


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("", b"x"),
        ("application/json", b"{}"),
        ("multipart/form-data", b"--b\r\n"),
        ("multipart/form-data; boundary=b", b""),
        ("multipart/form-data; boundary=b", b"--b"),
        ("multipart/form-data; boundary=b", b"--c\r\n\r\n\r\n"),
        ("multipart/form-data; boundary=", b"----"),
    ],
)
def test_what_is_no_form_is_an_empty_one(content_type: str, body: bytes) -> None:
    assert parse_form(content_type, body) == Form({}, {})


@pytest.mark.parametrize(
    ("body", "literal"),
    [
        (rb'{"name":"\u8336"}', rb'{"name":"\\u8336"}'),
        (rb'{"name":"\\u8336"}', rb'{"name":"\\u8336"}'),
        (rb'{"name":"\\\u8336"}', rb'{"name":"\\\\u8336"}'),
        (rb'{"name":"\n\u83"}', rb'{"name":"\n\u83"}'),
    ],
)
def test_escapes_stay_as_they_are_written(body: bytes, literal: bytes) -> None:
    assert literal_escapes(body) == literal


@pytest.mark.parametrize(
    ("body", "has"),
    [
        (rb'{"name":"a\u0000b"}', True),
        (rb'{"name":"\\u0000"}', False),
        (rb'{"name":"\\\u0000"}', True),
        (rb'{"name":"\u0001 u0000"}', False),
    ],
)
def test_a_zero_byte_is_found_in_its_spelling(body: bytes, has: bool) -> None:  # noqa: FBT001
    assert has_zero_escape(body) is has

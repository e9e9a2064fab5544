import io
import zlib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from teahouse.kit import uploads
from teahouse.kit.uploads import NotAPicture, TooLarge, check_picture, sniff

SECRET = b"a secret place"


def picture(kind: str, size: tuple[int, int] = (40, 20), mode: str = "RGB", **options: Any) -> bytes:  # noqa: ANN401
    """A picture that is red on the left and blue on the right."""
    image = Image.new(mode, size, "blue" if mode != "L" else 0)
    image.paste("red" if mode != "L" else 255, (0, 0, size[0] // 2, size[1]))
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def gif(frames: int, size: tuple[int, int] = (8, 8), **options: Any) -> bytes:  # noqa: ANN401
    images = [Image.new("L", size, number * 20) for number in range(frames)]
    out = io.BytesIO()
    images[0].save(out, "GIF", save_all=True, append_images=images[1:], duration=70, loop=0, optimize=False, **options)
    return out.getvalue()


class TestCheckPicture:
    @pytest.mark.parametrize(
        ("kind", "content_type"),
        [("JPEG", "image/jpeg"), ("PNG", "image/png"), ("GIF", "image/gif"), ("WEBP", "image/webp")],
    )
    def test_a_picture_keeps_its_type_and_size(self, kind: str, content_type: str) -> None:
        checked = check_picture(picture(kind))
        assert (checked.content_type, checked.width, checked.height) == (content_type, 40, 20)
        assert opened(checked.data).format == kind
        assert sniff(checked.data) == content_type

    @pytest.mark.parametrize("data", [b"", b"GIF89a", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"%PDF-1.4", b"BM"])
    def test_what_is_none_is_refused(self, data: bytes) -> None:
        with pytest.raises(NotAPicture):
            check_picture(data)

    @pytest.mark.parametrize("kind", ["BMP", "TIFF", "ICO"])
    def test_a_picture_of_another_type_is_refused(self, kind: str) -> None:
        with pytest.raises(NotAPicture):
            check_picture(picture(kind))

    def test_a_page_hidden_behind_a_picture_is_gone(self) -> None:
        checked = check_picture(picture("PNG") + b"<script>alert(1)</script>")
        assert b"script" not in checked.data

    def test_a_broken_one_is_refused(self) -> None:
        data = picture("JPEG", (400, 400))
        with pytest.raises(NotAPicture):
            check_picture(data[: len(data) // 2])

    @settings(max_examples=150, deadline=None)
    @given(st.sampled_from(["JPEG", "PNG", "GIF", "WEBP", "moving"]), st.data())
    def test_whatever_is_broken_it_is_refused_in_words(self, kind: str, data: st.DataObject) -> None:
        whole = gif(3) if kind == "moving" else picture(kind)
        at = data.draw(st.integers(0, len(whole) - 1))
        broken = data.draw(st.sampled_from([whole[:at], whole[:at] + b"\xff\x00" + whole[at + 2 :], whole[at:]]))
        try:
            check_picture(broken)
        except (NotAPicture, TooLarge):
            return


class TestMetadata:
    def exif(self, orientation: int) -> Image.Exif:
        exif = Image.Exif()
        exif[0x0112] = orientation
        exif[0x010E] = SECRET.decode()
        return exif

    @pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
    def test_exif_is_removed_after_the_picture_is_turned_upright(self, kind: str) -> None:
        data = picture(kind, exif=self.exif(6))
        assert SECRET in data
        checked = check_picture(data)
        assert (checked.width, checked.height) == (20, 40)
        assert dict(opened(checked.data).getexif()) == {}
        assert SECRET not in checked.data
        top, bottom = (opened(checked.data).convert("RGB").getpixel((10, y)) for y in (3, 36))
        assert (top[0] > 200, top[2] < 60) == (True, True)  # type: ignore[index]  # red is above
        assert (bottom[2] > 200, bottom[0] < 60) == (True, True)  # type: ignore[index]

    def test_comments_are_removed(self) -> None:
        note = PngImagePlugin.PngInfo()
        note.add_text("Comment", SECRET.decode())
        for data in (
            picture("JPEG", comment=SECRET),
            picture("JPEG", xmp=SECRET),
            picture("WEBP", xmp=SECRET),
            picture("PNG", pnginfo=note),
            picture("GIF", comment=SECRET),
            gif(3, comment=SECRET),
        ):
            assert SECRET in data
            assert SECRET not in check_picture(data).data

    def test_what_can_be_seen_through_stays_so(self) -> None:
        for kind in ("PNG", "WEBP"):
            out = io.BytesIO()
            Image.new("RGBA", (4, 4), (255, 0, 0, 99)).save(out, kind)
            assert opened(check_picture(out.getvalue()).data).getpixel((1, 1))[3] == 99  # type: ignore[index]
        through = check_picture(picture("PNG", mode="L", transparency=0))
        assert opened(through.data).mode == "RGBA"

    @pytest.mark.parametrize("mode", ["L", "CMYK"])
    def test_any_colours_become_plain_ones(self, mode: str) -> None:
        assert opened(check_picture(picture("JPEG", mode=mode)).data).mode == "RGB"


class TestMoving:
    def test_a_gif_goes_on_moving(self) -> None:
        checked = check_picture(gif(5))
        again = opened(checked.data)
        assert (again.n_frames, again.info["duration"], again.info["loop"]) == (5, 70, 0)  # type: ignore[attr-defined]
        assert (checked.content_type, checked.width, checked.height) == ("image/gif", 8, 8)

    def test_too_many_pixels_over_all_frames_are_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(uploads, "_MAX_PIXELS_MOVING", 8 * 8 * 5)
        check_picture(gif(5))
        with pytest.raises(TooLarge):
            check_picture(gif(6))


def bomb(width: int, height: int) -> bytes:
    """A PNG of few bytes that says it is huge."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4)

    header = width.to_bytes(4) + height.to_bytes(4) + bytes([8, 2, 0, 0, 0])
    body = zlib.compress(bytes(1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


class TestSize:
    @pytest.mark.parametrize("side", [6400, 10_000, 60_000])
    def test_a_bomb_is_refused_unopened(self, side: int) -> None:
        with pytest.raises(TooLarge) as refused:
            check_picture(bomb(side, side))
        assert (refused.value.status, refused.value.message("zh-CN")) == (413, "文件太大，最多 40 MP")

    def test_more_bytes_than_allowed_are_refused(self) -> None:
        data = picture("PNG")
        check_picture(data, max_bytes=len(data))
        with pytest.raises(TooLarge):
            check_picture(data, max_bytes=len(data) - 1)

    def test_a_large_one_is_made_smaller(self) -> None:
        checked = check_picture(picture("PNG", (5000, 100)))
        assert (checked.width, checked.height) == (4096, 82)
        assert opened(checked.data).size == (4096, 82)


class TestSniff:
    @pytest.mark.parametrize(
        ("data", "content_type"),
        [
            (b"#!AMR\n", "audio/amr"),
            (b"ID3\x04", "audio/mpeg"),
            (b"\xff\xfb\x90", "audio/mpeg"),
            (b"RIFF\0\0\0\0WAVE", "audio/wav"),
            (b"RIFF\0\0\0\0WEBP", "image/webp"),
            (b"RIFF\0\0\0\0AVI ", None),
            (b"OggS", "audio/ogg"),
            (b"\x1aE\xdf\xa3", "audio/webm"),
            (b"\0\0\0\x18ftypmp42", "video/mp4"),
            (b"<html>", None),
            (b"", None),
        ],
    )
    def test_tells_the_type_from_the_first_bytes(self, data: bytes, content_type: str | None) -> None:
        assert sniff(data) == content_type

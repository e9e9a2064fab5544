"""What comes in from outside: the type is sniffed, the size is bounded, pictures are made anew."""

import io
import struct
import zlib
from typing import NamedTuple

from PIL import Image, ImageOps, UnidentifiedImageError

from teahouse.kit.errors import Invalid, Text

MAX_IMAGE_BYTES = 10 * 1024 * 1024
_MAX_PIXELS = 40_000_000
_MAX_PIXELS_MOVING = 200_000_000
"""Over all frames of a GIF."""
_LONGEST_SIDE = 4096
_SHOWN = {"transparency", "icc_profile"}
"""What is kept beside the pixels: how to show them."""
_BROKEN = (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, LookupError, struct.error, zlib.error)
"""All that Pillow's decoders raise on bytes that are no picture."""
_FORMATS = {"JPEG": "image/jpeg", "PNG": "image/png", "GIF": "image/gif", "WEBP": "image/webp"}


class Picture(NamedTuple):
    """A picture that is one: re-encoded, without metadata."""

    data: bytes
    content_type: str
    width: int
    height: int


class NotAPicture(Invalid):
    """The bytes are no picture we can show."""

    code = "uploads.not_a_picture"
    text = Text("这不是可用的图片，请上传 JPG、PNG、GIF 或 WebP", "Not a picture; send JPG, PNG, GIF or WebP")


class TooLarge(Invalid):
    """More bytes or pixels than allowed."""

    status = 413
    code = "uploads.too_large"
    text = Text("文件太大，最多 {limit}", "The file is too large, at most {limit}")


def check_picture(data: bytes, *, max_bytes: int = MAX_IMAGE_BYTES) -> Picture:
    """The picture, made anew from its pixels. Raises NotAPicture, TooLarge."""
    if len(data) > max_bytes:
        raise TooLarge(limit=f"{max_bytes // 1024} KB")
    try:
        with Image.open(io.BytesIO(data), formats=list(_FORMATS)) as image:
            _check_pixels(image)
            return _made_anew(image)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise TooLarge(limit=f"{_MAX_PIXELS // 1_000_000} MP") from error
    except _BROKEN as error:
        raise NotAPicture from error


def _check_pixels(image: Image.Image) -> None:
    pixels = image.width * image.height
    if pixels > _MAX_PIXELS:
        raise TooLarge(limit=f"{_MAX_PIXELS // 1_000_000} MP")
    if image.format == "GIF" and pixels * getattr(image, "n_frames", 1) > _MAX_PIXELS_MOVING:
        raise TooLarge(limit=f"{_MAX_PIXELS_MOVING // 1_000_000} MP")


def _made_anew(image: Image.Image) -> Picture:
    kind = image.format or "PNG"
    out = io.BytesIO()
    if kind == "GIF" and getattr(image, "is_animated", False):
        image.save(out, "GIF", save_all=True, comment=b"")
        return Picture(out.getvalue(), "image/gif", image.width, image.height)
    upright = ImageOps.exif_transpose(image)
    upright.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    upright.info = {key: value for key, value in upright.info.items() if key in _SHOWN}
    if kind == "JPEG":
        upright.convert("RGB").save(out, "JPEG", quality=88, optimize=True)
    else:
        upright.convert("RGBA" if _has_alpha(upright) else "RGB").save(out, kind)
    return Picture(out.getvalue(), _FORMATS[kind], upright.width, upright.height)


def _has_alpha(image: Image.Image) -> bool:
    return "A" in image.getbands() or "transparency" in image.info


def sniff(data: bytes) -> str | None:
    """The content type that the first bytes show, or None; only types that messages can carry."""
    starts = {
        b"\xff\xd8\xff": "image/jpeg",
        b"\x89PNG\r\n\x1a\n": "image/png",
        b"GIF8": "image/gif",
        b"#!AMR": "audio/amr",
        b"ID3": "audio/mpeg",
        b"\xff\xfb": "audio/mpeg",
        b"\xff\xf3": "audio/mpeg",
        b"OggS": "audio/ogg",
        b"\x1aE\xdf\xa3": "audio/webm",
    }
    for start, content_type in starts.items():
        if data.startswith(start):
            return content_type
    if data[:4] == b"RIFF":
        return {b"WEBP": "image/webp", b"WAVE": "audio/wav"}.get(data[8:12])
    return "video/mp4" if data[4:8] == b"ftyp" else None

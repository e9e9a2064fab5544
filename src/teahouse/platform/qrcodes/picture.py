"""Codes as pictures, with a picture in the middle."""

import io
from typing import Literal

import segno
from PIL import Image, ImageDraw, ImageOps

SCENE_SIDE = 430
_QUIET = 2  # white modules around the code
_MIDDLE = 0.2  # of the side: error correction H restores far more
_FRAME = 0.018
_GREEN, _GREY, _WHITE = "#07C160", "#B8BEC6", "#FFFFFF"

Figure = Literal["account", "person"]


def draw_code(text: str, picture: bytes | None, figure: Figure, *, side: int = SCENE_SIDE, kind: str = "PNG") -> bytes:
    """The code of `text` as PNG or JPEG, `side` pixels square; without a picture a figure stands in its middle."""
    canvas = _modules(text, side)
    middle = _rounded(_face(picture, figure, int(side * _MIDDLE)))
    frame = Image.new("RGB", (middle.width + 2 * int(side * _FRAME),) * 2, _WHITE)
    canvas.paste(frame, _centred(canvas, frame))
    canvas.paste(middle, _centred(canvas, middle), middle)
    out = io.BytesIO()
    if kind == "JPEG":
        canvas.save(out, "JPEG", quality=92)
    else:
        canvas.save(out, "PNG", optimize=True)
    return out.getvalue()


def _modules(text: str, side: int) -> Image.Image:
    rows = list(segno.make_qr(text, error="h", boost_error=False).matrix)
    code = Image.new("L", (len(rows), len(rows)))
    code.putdata([0 if module else 255 for row in rows for module in row])
    scale = max(1, side // (len(rows) + 2 * _QUIET))
    code = code.resize((len(rows) * scale,) * 2, Image.Resampling.NEAREST)
    canvas = Image.new("RGB", (side, side), _WHITE)
    canvas.paste(code, _centred(canvas, code))
    return canvas


def _centred(outer: Image.Image, inner: Image.Image) -> tuple[int, int]:
    return (outer.width - inner.width) // 2, (outer.height - inner.height) // 2


def _face(picture: bytes | None, figure: Figure, side: int) -> Image.Image:
    if picture is None:
        return _figure(figure, side)
    with Image.open(io.BytesIO(picture)) as image:
        return ImageOps.fit(image.convert("RGB"), (side, side), Image.Resampling.LANCZOS)


def _figure(figure: Figure, side: int) -> Image.Image:
    """Head and shoulders for a person, a bubble for an account."""
    image = Image.new("RGB", (side, side), _GREY if figure == "person" else _GREEN)
    draw = ImageDraw.Draw(image)
    if figure == "person":
        draw.ellipse(_box(side, 0.32, 0.18, 0.68, 0.54), fill=_WHITE)
        draw.ellipse(_box(side, 0.16, 0.6, 0.84, 1.3), fill=_WHITE)
    else:
        draw.ellipse(_box(side, 0.16, 0.2, 0.84, 0.74), fill=_WHITE)
        draw.polygon([(side * 0.28, side * 0.62), (side * 0.24, side * 0.86), (side * 0.5, side * 0.7)], fill=_WHITE)
        for x in (0.36, 0.58):
            draw.ellipse(_box(side, x, 0.4, x + 0.08, 0.48), fill=_GREEN)
    return image


def _box(side: int, *parts: float) -> list[float]:
    return [side * part for part in parts]


def _rounded(image: Image.Image) -> Image.Image:
    mask = Image.new("L", image.size, 0)
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, image.width - 1, image.height - 1), image.width // 8, fill=255)
    image.putalpha(mask)
    return image

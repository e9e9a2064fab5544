"""People's pictures as applications get them: the last part of the address is the size (reference, 13.1)."""

import io

from PIL import Image, ImageOps

_SIZES = {0: 640, 46: 46, 64: 64, 96: 96, 132: 132}


def head_url(base_url: str, key: str | None) -> str:
    """Where a picture is, 132 pixels square; empty without one."""
    return f"{base_url}/headimg/{key}/132" if key else ""


def resized(data: bytes, size: int) -> bytes | None:
    """The picture as a JPEG; None for a size that there is not."""
    side = _SIZES.get(size)
    if side is None:
        return None
    out = io.BytesIO()
    with Image.open(io.BytesIO(data)) as image:
        ImageOps.fit(image.convert("RGB"), (side, side), Image.Resampling.LANCZOS).save(out, "JPEG", quality=90)
    return out.getvalue()

"""Small files of each format, made here."""

import io

from PIL import Image

MP4 = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + b"\x00" * 64


def picture(kind: str = "JPEG", size: tuple[int, int] = (4, 3)) -> bytes:
    """A picture of one colour."""
    out = io.BytesIO()
    Image.new("RGB", size, "#07C160").save(out, kind)
    return out.getvalue()


def amr(seconds: float) -> bytes:
    """Silence in AMR 12.2: 50 frames a second of 32 bytes each."""
    return b"#!AMR\n" + (b"\x3c" + b"\x00" * 31) * int(seconds * 50)


def mp3(frames: int, *, id3: bool = False) -> bytes:
    """Frames of MPEG-1 layer III, 128 kbit/s, 44.1 kHz: 1152 samples in 417 bytes each."""
    tag = b"ID3\x04\x00\x00\x00\x00\x01\x00" + b"\xff\xfb" * 64 if id3 else b""
    return tag + (b"\xff\xfb\x90\x00" + b"\x00" * 413) * frames

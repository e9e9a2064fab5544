"""What may be uploaded (reference, 10.1 and 10.2), judged by the bytes: names and declared types are often wrong."""

import struct
from collections.abc import Iterator
from typing import Literal, NamedTuple

from teahouse.protocol import ApiError

MediaType = Literal["image", "voice", "video", "thumb"]
LIFETIME_DAYS = 3
MAX_VOICE_SECONDS = 60
MAX_ARTICLE_IMAGE = 1024 * 1024


class Kind(NamedTuple):
    """The rules of one type: formats, size, and the code that says it is too big."""

    formats: frozenset[str]
    max_bytes: int
    too_big: int


JPEG, PNG, GIF, BMP = "image/jpeg", "image/png", "image/gif", "image/bmp"
AMR, MP3, MP4 = "audio/amr", "audio/mpeg", "video/mp4"
WAV, WMA = "audio/wav", "audio/x-ms-wma"
ASF = bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c")
"""How every ASF file, and so every WMA, begins."""
_MB = 1024 * 1024

KINDS: dict[str, Kind] = {
    "image": Kind(frozenset({JPEG, PNG, GIF, BMP}), 10 * _MB, 40009),
    "voice": Kind(frozenset({AMR, MP3}), 2 * _MB, 40010),
    "video": Kind(frozenset({MP4}), 10 * _MB, 40011),
    "thumb": Kind(frozenset({JPEG}), 64 * 1024, 40012),
}
LIBRARY_KINDS: dict[str, Kind] = KINDS | {"voice": Kind(frozenset({AMR, MP3, WAV, WMA}), 2 * _MB, 40010)}
LIBRARY_LIMITS = {"image": 100_000, "news": 100_000, "voice": 1000, "video": 1000, "thumb": 1000}
ARTICLE_IMAGE = Kind(frozenset({JPEG, PNG}), MAX_ARTICLE_IMAGE, 40009)


def check_upload(kind: Kind, data: bytes, content_type: str | None) -> str:
    """The content type. Raises ApiError: 44001 empty, too big by type, 40005 another format, 45007 too long."""
    if not data:
        raise ApiError(44001)
    if len(data) > kind.max_bytes:
        raise ApiError(kind.too_big)
    if content_type not in kind.formats:
        raise ApiError(40005)
    if voice_seconds(data, content_type) > MAX_VOICE_SECONDS:
        raise ApiError(45007)
    return content_type


def voice_seconds(data: bytes, content_type: str) -> float:
    """How long a voice plays; 0 for what is none."""
    if content_type == AMR:
        return _amr_seconds(data)
    if content_type in {WAV, WMA}:
        return wav_seconds(data) if content_type == WAV else wma_seconds(data)
    return sum(_mp3_frames(data)) if content_type == MP3 else 0.0


def is_mp3(data: bytes) -> bool:
    """Whether the bytes begin with a frame of MPEG audio, layer III."""
    return len(data) >= _HEAD and _mp3_frame(data[:_HEAD]) is not None


# Bytes of a frame of 20 ms, its head included, by the frame type in that head (RFC 4867, section 5.3).
_AMR_FRAME = (13, 14, 16, 18, 20, 21, 27, 32, 6, 1, 1, 1, 1, 1, 1, 1)
_AMR_WB_FRAME = (18, 24, 33, 37, 41, 47, 51, 59, 61, 6, 1, 1, 1, 1, 1, 1)
_AMR_HEAD, _AMR_WB_HEAD = b"#!AMR\n", b"#!AMR-WB\n"


def _amr_seconds(data: bytes) -> float:
    wide = data.startswith(_AMR_WB_HEAD)
    place, frames = len(_AMR_WB_HEAD if wide else _AMR_HEAD), 0
    sizes = _AMR_WB_FRAME if wide else _AMR_FRAME
    while place < len(data):
        place += sizes[data[place] >> 3 & 15]
        frames += 1
    return frames / 50


_MP3_RATES = (44100, 48000, 32000)
_MP3_V1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_MP3_V2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_HEAD = 4
_ID3_HEAD = 10
_BAD = 15
_SYNC = 0xFFE0


def _mp3_frames(data: bytes) -> Iterator[float]:
    """The seconds of each frame of a layer III stream."""
    place = _after_id3(data)
    while place + _HEAD <= len(data):
        frame = _mp3_frame(data[place : place + _HEAD])
        if frame is None:
            place += 1
            continue
        size, seconds = frame
        yield seconds
        place += size


def _after_id3(data: bytes) -> int:
    if not data.startswith(b"ID3") or len(data) < _ID3_HEAD:
        return 0
    size = 0
    for byte in data[6:_ID3_HEAD]:  # seven bits of each byte count
        size = size << 7 | byte & 127
    return _ID3_HEAD + size


def _mp3_frame(head: bytes) -> tuple[int, float] | None:
    """Bytes and seconds of the frame with that head, or None when it is none."""
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    if int.from_bytes(head[:2]) & _SYNC != _SYNC or version == 1 or layer != 1:
        return None
    rate_index, bit_index = head[2] >> 2 & 3, head[2] >> 4
    if rate_index >= len(_MP3_RATES) or bit_index in {0, _BAD}:
        return None
    first = version == 3  # noqa: PLR2004 - the bits of MPEG-1
    rate = _MP3_RATES[rate_index] >> {3: 0, 2: 1, 0: 2}[version]
    bits = (_MP3_V1 if first else _MP3_V2)[bit_index] * 1000
    samples = 1152 if first else 576
    return samples // 8 * bits // rate + (head[2] >> 1 & 1), samples / rate


_FILE_PROPERTIES = bytes.fromhex("a1dcab8c47a9cf118ee400c00c205365")
_RIFF_HEAD, _CHUNK_HEAD = 12, 8
_RATE_END = 12
_DURATION, _PREROLL = 64, 80
"""Offsets in the object "File Properties": 100 ns and milliseconds."""


def wav_seconds(data: bytes) -> float:
    """Seconds of a WAV: the bytes of its chunk "data" by the bytes a second of its chunk "fmt "."""
    place, rate = _RIFF_HEAD, 0
    while place + _CHUNK_HEAD <= len(data):
        name, size = data[place : place + 4], int.from_bytes(data[place + 4 : place + 8], "little")
        body = place + _CHUNK_HEAD
        if name == b"fmt " and body + _RATE_END <= len(data):
            rate = int.from_bytes(data[body + 8 : body + _RATE_END], "little")
        if name == b"data":
            return min(size, len(data) - body) / rate if rate else 0.0
        place = body + size + (size & 1)
    return 0.0


def wma_seconds(data: bytes) -> float:
    """Seconds of a WMA, as its "File Properties" say."""
    at = data.find(_FILE_PROPERTIES, len(ASF))
    if at < 0 or at + _PREROLL + 8 > len(data):
        return 0.0
    duration = struct.unpack_from("<Q", data, at + _DURATION)[0]
    preroll = struct.unpack_from("<Q", data, at + _PREROLL)[0]
    return max(0.0, float(duration) / 10_000_000 - float(preroll) / 1000)

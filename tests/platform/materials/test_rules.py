"""How long voices play, and what may be uploaded."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teahouse.platform.materials.rules import AMR, KINDS, MP3, check_upload, is_mp3, voice_seconds
from teahouse.protocol import ApiError
from tests.platform.materials.samples import amr, mp3


class TestVoiceSeconds:
    def test_amr_is_counted_by_frames(self) -> None:
        assert voice_seconds(amr(60), AMR) == 60
        assert voice_seconds(b"#!AMR\n", AMR) == 0
        assert voice_seconds(b"#!AMR-WB\n" + (b"\x44" + b"\x00" * 60) * 100, AMR) == 2

    def test_mp3_is_counted_by_frames_behind_its_tag(self) -> None:
        assert voice_seconds(mp3(100), MP3) == pytest.approx(100 * 1152 / 44100)
        assert voice_seconds(mp3(100, id3=True), MP3) == pytest.approx(100 * 1152 / 44100)

    def test_mpeg_2_has_half_the_samples(self) -> None:
        frame = b"\xff\xf3\x80\x00" + b"\x00" * 204  # 64 kbit/s at 22.05 kHz: 208 bytes
        assert voice_seconds(frame * 10, MP3) == pytest.approx(10 * 576 / 22050)

    @given(st.binary(max_size=200))
    def test_no_bytes_break_it(self, data: bytes) -> None:
        assert voice_seconds(b"#!AMR\n" + data, AMR) >= 0
        assert voice_seconds(data, MP3) >= 0
        assert is_mp3(data) in {True, False}


class TestCheckUpload:
    @pytest.mark.parametrize(
        ("kind", "size", "code"),
        [
            ("image", 10 * 1024 * 1024, 40009),
            ("voice", 2 * 1024 * 1024, 40010),
            ("video", 10 * 1024 * 1024, 40011),
            ("thumb", 64 * 1024, 40012),
        ],
    )
    def test_each_type_has_its_size(self, kind: str, size: int, code: int) -> None:
        content_type = min(KINDS[kind].formats)
        if kind != "voice":
            assert check_upload(KINDS[kind], b"x" * size, content_type) == content_type
        with pytest.raises(ApiError) as refused:
            check_upload(KINDS[kind], b"x" * (size + 1), content_type)
        assert refused.value.errcode == code

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from teahouse.kit.files import Files, NoSuchFile, content_type_of
from tests.support import servers

CREDENTIALS = {"AWS_ACCESS_KEY_ID": "teahouse", "AWS_SECRET_ACCESS_KEY": "a secret of sixteen"}


@pytest.fixture(scope="module")
def bucket(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The address of an S3-compatible server with a bucket "tea", which is a folder."""
    folder = tmp_path_factory.mktemp("s3")
    (folder / "tea").mkdir()
    port = servers.free_port()
    command = [sys.executable, "-m", "nanio", "serve", "--data-dir", str(folder), "--host", "127.0.0.1"]
    environment = {
        **os.environ,
        "NANIO_ACCESS_KEY": CREDENTIALS["AWS_ACCESS_KEY_ID"],
        "NANIO_SECRET_KEY": CREDENTIALS["AWS_SECRET_ACCESS_KEY"],
    }
    with subprocess.Popen([*command, "--port", str(port), "--no-access-log"], env=environment) as server:
        try:
            _await(f"http://127.0.0.1:{port}", server)
            yield f"http://127.0.0.1:{port}", folder / "tea"
        finally:
            server.terminate()


def _await(url: str, server: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        assert server.poll() is None
        try:
            httpx.get(url, trust_env=False, timeout=5)
        except httpx.TransportError:
            time.sleep(0.05)
        else:
            return


@pytest.fixture(params=["folder", "s3"])
def files(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Files:
    if request.param == "folder":
        return Files.open(tmp_path / "files")
    return in_bucket(request.getfixturevalue("bucket")[0], monkeypatch)


def in_bucket(url: str, monkeypatch: pytest.MonkeyPatch) -> Files:
    """Files as an operator sets them up: an address, and what the AWS_ environment says."""
    others = {"AWS_ENDPOINT_URL": url, "AWS_ALLOW_HTTP": "true", "AWS_REGION": "us-east-1"}
    for name, value in (CREDENTIALS | others).items():
        monkeypatch.setenv(name, value)
    return Files.open(Path("unused"), "s3://tea/prefix")


class TestFiles:
    @pytest.mark.parametrize("data", [b"", b"tea", os.urandom(300_000)], ids=["empty", "small", "large"])
    def test_what_is_put_is_got(self, files: Files, data: bytes) -> None:
        assert files.get(files.put(data, "image/png")) == data

    def test_keys_cannot_be_guessed_and_tell_the_type(self, files: Files) -> None:
        first, second = files.put(b"tea", "audio/amr"), files.put(b"tea", "audio/amr")
        assert first != second
        assert re.fullmatch(r"[0-9A-Za-z_-]{24,64}\.amr", first)
        assert content_type_of(first) == "audio/amr"

    def test_many_at_once_are_kept_apart(self, files: Files) -> None:
        contents = [str(number).encode() for number in range(20)]
        with ThreadPoolExecutor(4) as pool:
            keys = list(pool.map(lambda data: files.put(data, "image/gif"), contents))
            assert list(pool.map(files.get, keys)) == contents

    def test_what_is_deleted_is_gone(self, files: Files) -> None:
        kept, gone = files.put(b"a", "image/png"), files.put(b"b", "image/png")
        files.delete(gone)
        files.delete(gone)
        with pytest.raises(NoSuchFile):
            files.get(gone)
        assert files.get(kept) == b"a"

    def test_a_folder_of_ones_own_can_be_listed(
        self, tmp_path: Path, bucket: tuple[str, Path], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        own, shared = Files.open(tmp_path), in_bucket(bucket[0], monkeypatch)
        keys = [own.put(b"a", "image/png"), own.put(b"b", "image/gif")]
        shared.put(b"c", "image/png")
        (tmp_path / "notes.txt").write_text("mine")
        assert sorted(own.keys()) == sorted(keys)
        assert shared.keys() == []

    @pytest.mark.parametrize(
        "key",
        ["", "x.png", "../../secret.key", f"../{'a' * 30}.png", f"{'a' * 30}", f"{'a' * 30}.png/", f"{'a' * 30}.png"],
    )
    def test_a_key_that_is_none_finds_nothing(self, files: Files, key: str) -> None:
        with pytest.raises(NoSuchFile):
            files.get(key)

    def test_a_type_that_nobody_may_upload_is_refused(self, files: Files) -> None:
        with pytest.raises(KeyError):
            files.put(b"<html>", "text/html")


class TestFolder:
    def test_holds_nothing_but_whole_files(self, tmp_path: Path) -> None:
        files = Files.open(tmp_path)
        key = files.put(b"tea", "image/png")
        assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [(key, b"tea")]


class TestStore:
    def test_keeps_to_its_prefix(self, bucket: tuple[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
        url, folder = bucket
        key = in_bucket(url, monkeypatch).put(b"tea", "image/png")
        assert (folder / "prefix" / key).read_bytes() == b"tea"
        assert not Path("unused").exists()


@pytest.mark.parametrize(
    ("key", "content_type"),
    [("a.jpg", "image/jpeg"), ("a.weba", "audio/webm"), ("a.xyzzy", "application/octet-stream")],
)
def test_the_ending_tells_the_type(key: str, content_type: str) -> None:
    assert content_type_of(key) == content_type

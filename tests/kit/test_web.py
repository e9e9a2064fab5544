import gzip
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from teahouse.kit import web
from teahouse.kit.app import build
from teahouse.kit.house import Feature, House

INDEX = b"<!doctype html><title>tea</title>"


@pytest.fixture
def static(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Built pages of one surface, in a folder that happens to lie in another called assets."""
    folder = tmp_path / "assets" / "static"
    (folder / "phone" / "assets").mkdir(parents=True)
    (folder / "h5").mkdir()
    for surface in ("phone", "h5"):
        (folder / surface / "index.html").write_bytes(INDEX)
    (folder / "phone" / "assets" / "app-123.js").write_bytes(b"let tea = 1;" * 100)
    (folder / "phone" / "cup.png").write_bytes(b"\x89PNG")
    (folder / "secret.txt").write_bytes(b"secret")
    monkeypatch.setattr(web, "STATIC", folder)
    return folder


@pytest.fixture
async def client(network_house: House, static: Path) -> AsyncIterator[httpx.AsyncClient]:
    raw = {**web.surface("phone"), **web.surface("mp"), **web.surface("h5", lambda _house: ["http://tea.example"])}
    app = build(network_house, (Feature(name="test", raw=raw),))
    transport = httpx.ASGITransport(app)
    headers = {"accept-encoding": "identity", "accept-language": "en"}
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1", headers=headers) as made:
        yield made


class TestSurface:
    @pytest.mark.parametrize("path", ["/phone/", "/phone/chats", "/phone/chats/12/more", "/phone/index.html"])
    async def test_any_page_is_the_index(self, client: httpx.AsyncClient, path: str) -> None:
        answer = await client.get(path)
        assert (answer.status_code, answer.content) == (200, INDEX)
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        assert answer.headers["cache-control"] == "no-cache"

    async def test_without_its_slash_it_is_sent_there(self, client: httpx.AsyncClient) -> None:
        answer = await client.get("/phone")
        assert (answer.status_code, answer.headers["location"]) == (307, "/phone/")

    async def test_a_name_that_only_begins_alike_is_something_else(self, client: httpx.AsyncClient) -> None:
        assert (await client.get("/phonebook")).status_code == 404

    async def test_files_are_served_with_their_types(self, client: httpx.AsyncClient) -> None:
        answer = await client.get("/phone/cup.png")
        assert (answer.content, answer.headers["content-type"]) == (b"\x89PNG", "image/png")

    async def test_what_is_named_by_its_content_is_kept_for_good(self, client: httpx.AsyncClient) -> None:
        answer = await client.get("/phone/assets/app-123.js")
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"

    @pytest.mark.parametrize("path", ["/phone/missing.js", "/phone/assets/app-old.js", "/phone/favicon.ico"])
    async def test_a_missing_file_is_not_a_page(self, client: httpx.AsyncClient, path: str) -> None:
        answer = await client.get(path)
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")

    async def test_a_surface_that_was_not_built_says_so(self, client: httpx.AsyncClient) -> None:
        answer = await client.get("/mp/")
        assert (answer.status_code, answer.json()["code"]) == (404, "web.not_built")
        assert "make web" in answer.json()["message"]

    async def test_pages_are_read_only(self, client: httpx.AsyncClient) -> None:
        assert (await client.post("/phone/")).status_code == 404
        assert (await client.head("/phone/")).status_code == 200

    async def test_a_rebuilt_page_is_new_at_once(self, client: httpx.AsyncClient, static: Path) -> None:
        await client.get("/phone/")
        (static / "phone" / "index.html").write_bytes(b"new")
        assert (await client.get("/phone/")).content == b"new"


class TestTraversal:
    @pytest.mark.parametrize(
        "path",
        [
            "/phone/../secret.txt",
            "/phone/%2e%2e/secret.txt",
            "/phone/..%2fsecret.txt",
            "/phone/assets/%2e%2e/%2e%2e/secret.txt",
            "/phone//etc/passwd.txt",
            "/phone/%2fetc/passwd.txt",
            "/phone/..%5csecret.txt",
            "/phone/%00.txt",
            f"/phone/{'x' * 300}.txt",
        ],
    )
    async def test_nothing_outside_is_shown(self, client: httpx.AsyncClient, path: str) -> None:
        answer = await client.get(path)
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")

    @pytest.mark.parametrize("path", ["/phone/%00", f"/phone/{'x' * 300}", "/phone/%2e%2e/"])
    async def test_odd_pages_are_the_index(self, client: httpx.AsyncClient, path: str) -> None:
        answer = await client.get(path)
        assert (answer.status_code, answer.content) == (200, INDEX)

    async def test_a_link_that_leads_outside_is_not_followed(self, client: httpx.AsyncClient, static: Path) -> None:
        (static / "phone" / "link.txt").symlink_to(static / "secret.txt")
        assert (await client.get("/phone/link.txt")).status_code == 404


class TestHeaders:
    async def test_texts_are_compressed_for_who_reads_that(self, client: httpx.AsyncClient) -> None:
        plain = await client.get("/phone/assets/app-123.js")
        async with client.stream("GET", "/phone/assets/app-123.js", headers={"accept-encoding": "br, gzip"}) as zipped:
            raw = b"".join([chunk async for chunk in zipped.aiter_raw()])
        assert "content-encoding" not in plain.headers
        assert zipped.headers["content-encoding"] == "gzip"
        assert len(raw) == int(zipped.headers["content-length"]) < len(plain.content)
        assert gzip.decompress(raw) == plain.content
        assert plain.headers["vary"] == zipped.headers["vary"] == "Accept-Encoding"

    async def test_pictures_are_not(self, client: httpx.AsyncClient) -> None:
        answer = await client.get("/phone/cup.png", headers={"accept-encoding": "gzip"})
        assert "content-encoding" not in answer.headers

    async def test_pages_are_fenced_in(self, client: httpx.AsyncClient) -> None:
        headers = (await client.get("/phone/")).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        policy = headers["content-security-policy"]
        for rule in ("default-src 'self'", "object-src 'none'", "base-uri 'self'", "frame-ancestors 'self'"):
            assert rule in policy
        assert "'unsafe-eval'" not in policy
        assert "tea.example" not in policy

    async def test_some_may_be_framed_by_named_pages(self, client: httpx.AsyncClient) -> None:
        policy = (await client.get("/h5/")).headers["content-security-policy"]
        assert policy.endswith("frame-ancestors 'self' http://tea.example")


class TestUploadedFile:
    async def test_is_shown_and_cannot_run(self, client: httpx.AsyncClient, network_house: House) -> None:
        key = network_house.files.put(b"\x89PNG", "image/png")
        answer = await client.get(f"/files/{key}")
        assert (answer.status_code, answer.content, answer.headers["content-type"]) == (200, b"\x89PNG", "image/png")
        assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "immutable" in answer.headers["cache-control"]

    @pytest.mark.parametrize("key", ["x.png", "..%2f..%2fsecret.key", "a" * 30 + ".png"])
    async def test_one_that_is_not_there_is_not_found(self, client: httpx.AsyncClient, key: str) -> None:
        assert (await client.get(f"/files/{key}")).status_code == 404

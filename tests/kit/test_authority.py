"""The throw-away authority: trusted for its names, worthless for all others."""

import contextlib
import socket
import ssl
import stat
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509

from teahouse.kit import clock
from teahouse.kit.authority import Papers, papers

HOSTS = ("api.weixin.qq.com", "mp.weixin.qq.com")


@contextmanager
def served(found: Papers) -> Iterator[int]:
    """A server that shows the certificate, and says nothing else."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(found.certificate, found.key)

    def serve(listener: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = listener.accept()
                with contextlib.suppress(OSError), context.wrap_socket(connection, server_side=True) as secure:
                    secure.recv(1)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=serve, args=(listener,), daemon=True)
        thread.start()
        yield listener.getsockname()[1]
        listener.shutdown(socket.SHUT_RDWR)
    thread.join()


def shake_hands(port: int, name: str, authority: Path) -> None:
    """As strictly as Python 3.13 does by default. Raises SSLCertVerificationError."""
    context = ssl.create_default_context(cafile=authority)
    context.verify_flags |= ssl.VERIFY_X509_STRICT | ssl.VERIFY_X509_PARTIAL_CHAIN
    with (
        socket.create_connection(("127.0.0.1", port)) as connection,
        context.wrap_socket(connection, server_hostname=name),
    ):
        pass


class TestPapers:
    def test_are_verified_for_each_name_and_loopback(self, tmp_path: Path) -> None:
        found = papers(tmp_path / "tls", HOSTS)
        with served(found) as port:
            for name in (*HOSTS, "localhost", "127.0.0.1"):
                shake_hands(port, name, found.authority)
            for name in ("pay.weixin.qq.com", "example.com", "127.0.0.2"):
                with pytest.raises(ssl.SSLCertVerificationError):
                    shake_hands(port, name, found.authority)

    def test_the_authority_may_speak_for_nobody_else_and_its_key_is_nowhere(self, tmp_path: Path) -> None:
        found = papers(tmp_path, HOSTS)
        authority = x509.load_pem_x509_certificate(found.authority.read_bytes())
        limits = authority.extensions.get_extension_for_class(x509.NameConstraints)
        assert limits.critical is True
        assert [str(name.value) for name in limits.value.permitted_subtrees or ()] == [
            *HOSTS,
            "localhost",
            "127.0.0.0/8",
        ]
        certificate = x509.load_pem_x509_certificate(found.certificate.read_bytes())
        assert authority.public_key() != certificate.public_key()
        assert sorted(path.name for path in tmp_path.iterdir()) == ["ca.pem", "server.key", "server.pem"]
        assert [path for path in tmp_path.iterdir() if b"PRIVATE KEY" in path.read_bytes()] == [found.key]

    def test_the_key_is_for_the_owner(self, tmp_path: Path) -> None:
        assert stat.S_IMODE(papers(tmp_path, HOSTS).key.stat().st_mode) == 0o600

    def test_are_kept(self, tmp_path: Path) -> None:
        first = [path.read_bytes() for path in papers(tmp_path, HOSTS)]
        clock.set_shift(timedelta(days=4000))  # the sandbox's time is no reason for new ones
        assert [path.read_bytes() for path in papers(tmp_path, HOSTS)] == first

    def test_are_renewed_before_their_end(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        old = papers(tmp_path, HOSTS).authority.read_bytes()
        end = x509.load_pem_x509_certificate(old).not_valid_after_utc
        for before, renewed in ((timedelta(days=31), False), (timedelta(days=29), True)):
            moment = int((end - before).timestamp() * 1000)
            monkeypatch.setattr(clock, "wall_milliseconds", lambda moment=moment: moment)
            assert (papers(tmp_path, HOSTS).authority.read_bytes() != old) is renewed
        fresh = x509.load_pem_x509_certificate((tmp_path / "ca.pem").read_bytes())
        assert fresh.not_valid_after_utc > end
        assert end > datetime.now(UTC)

    @pytest.mark.parametrize("name", ["ca.pem", "server.pem", "server.key"])
    @pytest.mark.parametrize("content", [b"tea", None])
    def test_what_is_broken_is_made_new(self, name: str, content: bytes | None, tmp_path: Path) -> None:
        papers(tmp_path, HOSTS)
        (tmp_path / name).unlink() if content is None else (tmp_path / name).write_bytes(content)
        found = papers(tmp_path, HOSTS)
        with served(found) as port:
            shake_hands(port, HOSTS[0], found.authority)

    def test_other_names_want_other_papers(self, tmp_path: Path) -> None:
        papers(tmp_path, HOSTS)
        found = papers(tmp_path, (*HOSTS, "open.weixin.qq.com"))
        with served(found) as port:
            shake_hands(port, "open.weixin.qq.com", found.authority)

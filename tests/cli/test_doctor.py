import sqlite3
import sys
from pathlib import Path

import pytest

from teahouse.cli import doctor, main
from teahouse.cli.doctor import Finding, examine
from tests.support import servers


@pytest.fixture(autouse=True)
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Pages as `make web` leaves them, and no settings from outside."""
    for name in ("DATA", "DATABASE_URL", "REDIS_URL", "SECRET_KEY", "PORT"):
        monkeypatch.delenv(f"TEAHOUSE_{name}", raising=False)
    folder = tmp_path / "static"
    for name in ("phone", "mp", "console", "h5"):
        (folder / name).mkdir(parents=True)
        (folder / name / "index.html").write_text("")
    monkeypatch.setattr(doctor, "STATIC", folder)
    return folder


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def findings(data: Path) -> dict[str, Finding]:
    return {finding.what: finding for finding in examine(data)}


def wrong(data: Path) -> dict[str, str]:
    return {what: finding.mend for what, finding in findings(data).items() if not finding.ok}


class TestExamine:
    def test_a_new_folder_is_well(self, data: Path) -> None:
        found = findings(data)
        assert [what for what, finding in found.items() if not finding.ok] == []
        assert found["network database"].seen == "not there yet; made at the first start"
        assert found["settings"].seen == f"data in {data}"
        assert not (data / ".probe").exists()

    def test_a_folder_that_cannot_be_one(self, data: Path) -> None:
        data.write_text("")
        mends = wrong(data)
        assert mends["data folder"] == f"make {data} writable, or use --data"

    def test_a_key_that_is_none(self, data: Path) -> None:
        data.mkdir()
        (data / "secret.key").write_text("tea")
        assert wrong(data) == {"key": "restore secret.key from a backup; without it stored secrets cannot be read"}

    def test_wrong_settings_end_the_examination(self, data: Path) -> None:
        data.mkdir()
        (data / "teahouse.toml").write_text("prot = 1")
        assert list(findings(data)) == ["Python", "SQLite", "settings"]
        assert wrong(data) == {"settings": "correct teahouse.toml or TEAHOUSE_*"}

    def test_an_older_database(self, data: Path) -> None:
        data.mkdir()
        sqlite3.connect(data / "suite.db").close()
        (data / "suite.db").touch()
        assert wrong(data) == {"suite database": "teahouse migrate suite"}

    def test_a_database_that_is_none(self, data: Path) -> None:
        data.mkdir()
        (data / "suite.db").write_bytes(b"tea leaves, not a database" * 100)
        assert list(wrong(data)) == ["suite database"]

    def test_a_migrated_database_is_well(self, data: Path) -> None:
        assert main(["migrate", "suite", "--data", str(data)]) == 0
        assert findings(data)["suite database"].seen == "up to date"

    def test_servers_that_do_not_answer(self, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        port = servers.free_port()
        monkeypatch.setenv("TEAHOUSE_DATABASE_URL", f"postgresql://u@127.0.0.1:{port}/tea")
        monkeypatch.setenv("TEAHOUSE_REDIS_URL", f"redis://127.0.0.1:{port}")
        mends = wrong(data)
        assert mends == {
            "network database": "start the server, check database_url",
            "suite database": "start the server, check database_url",
            "redis": "start Redis or Valkey, check redis_url",
        }

    def test_a_redis_that_answers(self, data: Path, monkeypatch: pytest.MonkeyPatch, valkey_url: str) -> None:
        monkeypatch.setenv("TEAHOUSE_REDIS_URL", valkey_url)
        assert findings(data)["redis"].seen == "answers"

    def test_missing_pages(self, data: Path, built: Path) -> None:
        (built / "mp" / "index.html").unlink()
        found = findings(data)["pages"]
        assert (found.ok, found.seen, found.mend) == (False, "not built: mp", "make web")

    def test_an_old_python(self, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sys, "version_info", (3, 10, 9))
        assert wrong(data) == {"Python": "install Python 3.11 or newer"}


class TestRun:
    def test_all_well(self, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["doctor", "--data", str(data)]) == 0
        said = capsys.readouterr().out.splitlines()
        assert "ok   data folder: writable" in said
        assert not [line for line in said if line.startswith("FIX")]

    def test_what_is_wrong_comes_with_its_mending(
        self, data: Path, built: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (built / "h5" / "index.html").unlink()
        assert main(["doctor", "--data", str(data)]) == 1
        said = capsys.readouterr().out.splitlines()
        at = said.index("FIX  pages: not built: h5")
        assert said[at + 1] == "     -> make web"

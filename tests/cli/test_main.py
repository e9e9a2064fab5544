import asyncio
import json
import logging
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from teahouse.cli import demo, main, serve
from teahouse.kit import migrations
from teahouse.kit.db import Database
from teahouse.kit.settings import Settings
from tests.support import servers


@pytest.fixture(autouse=True)
def undisturbed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No settings from outside; logging as it was before."""
    for name in [name for name in os.environ if name.startswith("TEAHOUSE_")]:
        monkeypatch.delenv(name)
    root = logging.getLogger()
    before = (root.handlers[:], root.level)
    configured = structlog.get_config()
    yield
    structlog.configure(**configured)
    root.handlers[:], root.level = before


def lines(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().err.splitlines()


class TestWrongSettings:
    def test_are_told_in_plain_lines_all_at_once(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("TEAHOUSE_LOG_LEVEL", "loud")
        assert main(["network", "--data", str(tmp_path), "--port", "70000", "--public-url", "tea"]) == 2
        assert lines(capsys) == [
            "teahouse: log_level = 'loud' is wrong: Invalid enum value 'loud'",
            "teahouse: port = 70000 is wrong: a port is between 0 and 65535",
            "teahouse: public_url = 'tea' is wrong: it starts with http:// or https://",
        ]
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.parametrize("command", ["network", "suite", "doctor"])
    def test_of_the_file_are_told_by_every_command(
        self, command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (tmp_path / "teahouse.toml").write_text("prot = 80")
        code = main([command, "--data", str(tmp_path)])
        said = "".join(capsys.readouterr())
        assert code == (1 if command == "doctor" else 2)
        assert "prot is not a setting" in said
        assert "Traceback" not in said

    def test_a_key_that_is_none(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (tmp_path / "secret.key").write_text("tea")
        assert main(["suite", "--data", str(tmp_path)]) == 2
        assert lines(capsys) == [f"teahouse: {tmp_path}/secret.key is wrong: a key is 32 bytes in URL-safe base64"]

    def test_a_folder_that_is_none(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (tmp_path / "file").write_text("")
        assert main(["suite", "--data", str(tmp_path / "file")]) == 2
        (line,) = lines(capsys)
        assert line.endswith(f"`teahouse doctor --data {tmp_path}/file` looks for the cause")

    def test_a_database_that_does_not_answer(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("TEAHOUSE_DATABASE_URL", f"postgresql://u@127.0.0.1:{servers.free_port()}/tea")
        assert main(["suite", "--data", str(tmp_path)]) == 2
        (line,) = lines(capsys)
        assert "doctor" in line

    def test_a_worker_without_postgresql(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["worker", "suite", "--data", str(tmp_path)]) == 2
        assert lines(capsys)[-1].startswith("teahouse: a worker of its own needs PostgreSQL")

    @pytest.mark.parametrize("arguments", [[], ["brew"], ["worker"], ["worker", "tea"], ["network", "--port", "tea"]])
    def test_a_command_that_is_none(self, arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        assert ended.value.code == 2
        assert "usage: teahouse" in capsys.readouterr().err


class TestPort:
    @pytest.mark.parametrize(("part", "port"), [("network", 8000), ("suite", 8100)])
    def test_each_part_has_its_own(self, part: str, port: int, tmp_path: Path) -> None:
        assert self.opened(part, tmp_path) == port

    def test_one_that_was_named_is_taken(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("TEAHOUSE_PORT", "8000")
        assert self.opened("suite", tmp_path) == 8000
        assert self.opened("suite", tmp_path, port=9) == 9

    def opened(self, part: str, data: Path, port: int | None = None) -> int:
        import argparse  # noqa: PLC0415

        house = serve.open_house(part, argparse.Namespace(data=data, port=port))  # type: ignore[arg-type]
        house.close()
        return house.settings.port


class TestMigrate:
    def test_makes_the_newest_tables_and_may_be_repeated(self, tmp_path: Path) -> None:
        for _ in range(2):
            assert main(["migrate", "suite", "--data", str(tmp_path)]) == 0
        db = Database(Settings(data=tmp_path).database("suite"))
        assert migrations.is_current(db, "suite") is True
        db.close()
        assert not (tmp_path / "network.db").exists()


class TestOpenapi:
    def test_prints_the_document_and_keeps_nothing(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        assert main(["openapi", "suite"]) == 0
        document = json.loads(capsys.readouterr().out)
        assert document["info"]["title"] == "Teahouse suite"
        assert any(path.startswith("/api/") for path in document["paths"])
        assert list(tmp_path.iterdir()) == []


class TestWorker:
    async def test_is_ended_in_good_order(self) -> None:
        ended = []

        async def work() -> None:
            try:
                os.kill(os.getpid(), signal.SIGTERM)
                await asyncio.Event().wait()
            finally:
                ended.append(True)

        await asyncio.wait_for(serve._until_stopped(work()), 20)  # noqa: SLF001
        asyncio.get_running_loop().remove_signal_handler(signal.SIGTERM)
        assert ended == [True]


class TestDemo:
    def test_a_fresh_start_removes_what_is_ours_alone(self, tmp_path: Path) -> None:
        for name in ("network.db", "network.db-wal", "suite.db", "secret.key", "start.json", "notes.txt"):
            (tmp_path / name).write_text("")
        (tmp_path / "files" / "network").mkdir(parents=True)
        demo._empty(tmp_path)  # noqa: SLF001
        assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


class TestStart:
    def test_what_is_not_used_is_not_loaded(self) -> None:
        program = (
            "import sys, teahouse.network, teahouse.suite_app; print([n for n in sys.argv[1:] if n in sys.modules])"
        )
        unused = ["redis", "psycopg", "playwright", "pytest"]
        done = subprocess.run([sys.executable, "-c", program, *unused], capture_output=True, text=True, check=True)
        assert done.stdout.strip() == "[]"

    def test_the_module_is_the_command(self) -> None:
        done = subprocess.run(
            [sys.executable, "-m", "teahouse.cli", "--help"], capture_output=True, text=True, check=True
        )
        assert done.stdout.startswith("usage: teahouse")

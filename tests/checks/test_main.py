from pathlib import Path

import pytest

from checks.__main__ import RULES, run


def _write(root: Path, path: str, text: str) -> None:
    file = root / "teahouse" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


class TestRun:
    def test_a_broken_rule_fails_with_its_place(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        _write(tmp_path, "suite/desk/service.py", "def save(session):\n    session.commit()\n")
        assert run(tmp_path) == 1
        assert capsys.readouterr().out.splitlines() == [
            "src/teahouse/suite/desk/service.py:2: .commit() belongs to the edge in kit: return, or raise",
            "1 files checked, 1 findings, 0 warnings",
        ]

    def test_a_warning_does_not(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        _write(tmp_path, "suite/desk/utils.py", "")
        assert run(tmp_path) == 0
        assert capsys.readouterr().out.endswith("1 files checked, 0 findings, 1 warnings\n")

    def test_each_rule_says_what_it_wants(self) -> None:
        assert all(rule.__doc__ for rule in RULES)

import sys
from pathlib import Path

import pytest

from scripts import gate
from scripts.gate import Step

REPORT = """<testsuites><testsuite name="pytest" errors="1" failures="2" skipped="3" tests="10"/></testsuites>"""


@pytest.fixture(autouse=True)
def results(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own for reports."""
    monkeypatch.setattr(gate, "RESULTS", tmp_path)
    return tmp_path


def writes(report: Path, text: str, code: int) -> list[str | Path]:
    """A command that leaves a report as pytest does."""
    return [sys.executable, "-c", f"import sys; open({str(report)!r}, 'w').write({text!r}); sys.exit({code})"]


class TestRun:
    @pytest.mark.parametrize(("code", "passed", "failed"), [(0, 1, 0), (3, 0, 1)])
    def test_a_check_counts_as_one(self, code: int, passed: int, failed: int) -> None:
        outcome = gate.run(Step("check", [sys.executable, "-c", f"raise SystemExit({code})"]))
        assert (outcome.passed, outcome.failed, outcome.skipped) == (passed, failed, 0)

    def test_tests_are_counted_from_their_report(self, results: Path) -> None:
        outcome = gate.run(Step("tests", writes(results / "a.xml", REPORT, 1), report="a.xml"))
        assert (outcome.passed, outcome.failed, outcome.skipped) == (4, 3, 3)

    def test_a_crash_without_report_is_a_failure(self, results: Path) -> None:
        (results / "a.xml").write_text(REPORT)  # of an earlier run
        outcome = gate.run(Step("tests", [sys.executable, "-c", "raise SystemExit(4)"], report="a.xml"))
        assert (outcome.passed, outcome.failed) == (0, 1)

    def test_no_test_at_all_is_a_failure(self) -> None:
        outcome = gate.run(Step("tests", [sys.executable, "-c", "raise SystemExit(5)"], report="none.xml"))
        assert outcome.failed == 1

    def test_the_column_is_handed_on(self, results: Path) -> None:
        asks = "import os, sys; sys.exit(os.environ['TEAHOUSE_COLUMN'] != 'scaleout')"
        assert gate.run(Step("tests", [sys.executable, "-c", asks], {"TEAHOUSE_COLUMN": "scaleout"})).failed == 0


class TestMain:
    def test_the_last_line_tells_it_all(
        self, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
    ) -> None:
        good, bad = (Step(f"step {code}", [sys.executable, "-c", f"raise SystemExit({code})"]) for code in (0, 1))
        monkeypatch.setattr(gate, "LINT", (bad, good))
        monkeypatch.setattr(sys, "argv", ["gate.py", "lint"])
        assert gate.main() == 1
        assert capfd.readouterr().out.splitlines()[-1] == "1 passed, 1 failed"

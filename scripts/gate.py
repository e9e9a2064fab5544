"""Every check and test there is, with a summary: `gate.py lint` or `gate.py test`.

A failing step does not keep the others from running, so one run tells all. The last line is `N passed, N failed`:
each test counts, and each other step counts as one.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO
from xml.etree import ElementTree as ET

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "test-results"
_BIN = Path(sys.executable).parent
_PYTHON = sys.executable
_MODEST = ("nice", "-n", "19")


@dataclass(frozen=True)
class Step:
    """One command. `report` is the file in test-results where pytest leaves its counts."""

    name: str
    command: Sequence[str | Path]
    environment: Mapping[str, str] = field(default_factory=dict)
    report: str = ""


@dataclass(frozen=True)
class Outcome:
    """What came of a step."""

    step: Step
    seconds: float
    passed: int
    failed: int
    skipped: int


def web(*words: str) -> list[str | Path]:
    """An npm script of the root package."""
    return [_PYTHON, ROOT / "scripts" / "web.py", "run", *words]


def in_column(column: str, *, without: Sequence[str] = ()) -> Step:
    """The test suite in one column of the architecture, without some of it."""
    report = f"{column}.xml"
    command = [
        _PYTHON,
        "-m",
        "pytest",
        "-q",
        "-n",
        "2",
        "--dist",
        "loadgroup",
        f"--junitxml={RESULTS / report}",
    ]
    command += [f"--ignore-glob={ROOT / pattern}" for pattern in without]
    return Step(f"tests, {column}", command, {"TEAHOUSE_COLUMN": column}, report)


_KNOW_NO_COLUMN = (
    *("tests/checks", "tests/scripts", "tests/bench", "tests/protocol"),
    *("*/test_rules.py", "tests/kit/test_outgoing.py", "tests/kit/test_web.py", "tests/cli"),
    *("tests/pytest_teahouse", "tests/testing", "tests/support/test_browser.py"),
    *("tests/platform/test_documented.py", "tests/suite/test_documented.py", "tests/support/test_documents.py"),
    *("tests/e2e/test_pages.py", "tests/e2e/test_faults.py", "tests/e2e/test_web_identity.py"),
    *("tests/e2e/test_operator.py", "tests/compat"),
)

LINT = (
    # The longest first.
    Step("web lint", web("lint")),
    Step("types", [_BIN / "mypy"]),
    Step("web types", web("typecheck")),
    Step("API clients", [_PYTHON, ROOT / "scripts" / "client.py", "--check"]),
    Step("import contracts", [_BIN / "lint-imports", "--no-logo"]),
    Step("house rules", [_PYTHON, "-m", "checks"]),
    Step("ruff check", [_BIN / "ruff", "check", "."]),
    Step("ruff format", [_BIN / "ruff", "format", "--check", "."]),
)
TEST = (
    *LINT,
    Step("web tests", web("test")),
    in_column("embedded"),
    in_column("scaleout", without=_KNOW_NO_COLUMN),
)


def main() -> int:
    """Number 1 when anything failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["lint", "test"])
    steps = {"lint": LINT, "test": TEST}[parser.parse_args().what]
    RESULTS.mkdir(exist_ok=True)
    outcomes = run_all(steps)
    print("\n" + "\n".join(line(outcome) for outcome in outcomes))
    passed, failed, skipped = (
        sum(getattr(outcome, name) for outcome in outcomes) for name in ("passed", "failed", "skipped")
    )
    print(f"\n{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    return 1 if failed else 0


def run_all(steps: Sequence[Step]) -> list[Outcome]:
    """Checks two at a time; beside tests one, in the time that these wait. Checks that pass say nothing."""
    checks = [step for step in steps if not step.report]
    tests = [step for step in steps if step.report]
    print(f"Running {len(checks)} checks{' beside the tests' if tests else ''} ...", flush=True)
    with ThreadPoolExecutor(1 if tests else 2) as pool:
        aside = [pool.submit(run_aside, step, _MODEST if tests else ()) for step in checks]
        tested = [run(step) for step in tests]
        checked = [told(*running.result()) for running in as_completed(aside)]
    return checked + tested


def told(outcome: Outcome, said: str) -> Outcome:
    """Print what came of a check."""
    print(f"\n── {outcome.step.name}\n{said}" if outcome.failed else line(outcome), flush=True)
    return outcome


def run_aside(step: Step, before: Sequence[str] = ()) -> tuple[Outcome, str]:
    """Run one step, its command behind another, and keep what it says."""
    with tempfile.TemporaryFile() as output:
        outcome = run(replace(step, command=[*before, *step.command]), output)
        output.seek(0)
        return outcome, output.read().decode(errors="replace")


def run(step: Step, output: IO[bytes] | None = None) -> Outcome:
    """Run one step, its output to ours or to a file."""
    if output is None:
        print(f"\n── {step.name}", flush=True)
    started = time.monotonic()
    environment = {**os.environ, "NO_COLOR": "1", **step.environment}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # the tests start many processes of the same code
    if step.report:
        (RESULTS / step.report).unlink(missing_ok=True)
    code = subprocess.run(
        step.command,
        check=False,
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT if output else None,
    ).returncode
    passed, failed, skipped = counts(RESULTS / step.report) if step.report else (int(code == 0), int(code != 0), 0)
    if code != 0 and failed == 0:
        failed = 1  # it fell over before or after its tests
    return Outcome(step, time.monotonic() - started, passed, failed, skipped)


def counts(report: Path) -> tuple[int, int, int]:
    """Passed, failed and skipped tests of a JUnit report; zeros when there is none."""
    if not report.exists():
        return 0, 0, 0
    suites = ET.parse(report).getroot().iter("testsuite")  # noqa: S314 - our own file
    total = failed = skipped = 0
    for suite in suites:
        total += int(suite.get("tests", 0))
        failed += int(suite.get("failures", 0)) + int(suite.get("errors", 0))
        skipped += int(suite.get("skipped", 0))
    return total - failed - skipped, failed, skipped


def line(outcome: Outcome) -> str:
    """One row of the summary."""
    mark = "ok    " if not outcome.failed else "FAILED"
    return f"{mark} {outcome.step.name:<20} {outcome.seconds:6.1f} s"


if __name__ == "__main__":
    sys.exit(main())

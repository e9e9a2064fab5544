"""The page "Test your WeChat bot in ten lines": its examples are run as they stand there."""

import re
from pathlib import Path

import pytest

from tests.compat.clients import ROOT, python_of

pytest_plugins = ["pytester"]

GUIDES = [ROOT / "docs" / "guide" / name for name in ("testing.md", "scenarios.md")]
EXAMPLES = {
    found[2]: found[1]
    for guide in GUIDES
    for found in re.finditer(r"```python\n(# (test_\w+\.py)\n.*?)```", guide.read_text("utf-8"), re.DOTALL)
}


def packages() -> Path:
    """Where WeRoBot, wechatpy and Flask are installed."""
    (found,) = (python_of("bots").parent.parent / "lib").glob("python*/site-packages")
    return found


def test_the_examples_run_as_they_stand(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "src"))
    monkeypatch.delenv("PYTEST_ADDOPTS", raising=False)
    # Behind our own packages, so that only what is missing comes from there.
    pytester.makeconftest(f"import sys\nsys.path.append({str(packages())!r})\n")
    for name, example in EXAMPLES.items():
        (pytester.path / name).write_text(example, "utf-8")
    pytester.makeini("[pytest]\n")
    result = pytester.runpytest_subprocess("-p", "pytest_teahouse", "-p", "no:valkey", "-q")
    result.assert_outcomes(passed=sum(example.count("\ndef test_") for example in EXAMPLES.values()))


def test_both_libraries_are_shown() -> None:
    shown = "".join(EXAMPLES.values())
    assert "from werobot import" in shown
    assert "from wechatpy import" in shown

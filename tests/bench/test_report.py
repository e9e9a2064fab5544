from pathlib import Path

import pytest

from bench import __main__ as report


def test_benchmarks_are_the_modules_that_can_be_run(tmp_path: Path) -> None:
    (tmp_path / "push.py").write_text('"""Pushes."""\nif __name__ == "__main__":\n    pass\n')
    (tmp_path / "helper.py").write_text("")
    (tmp_path / "__main__.py").write_text('if __name__ == "__main__":\n    pass\n')
    assert report.names(tmp_path) == ["push"]
    assert report.purpose(tmp_path / "push.py") == "Pushes."


def test_a_section_shows_every_figure() -> None:
    result = {
        "requests_a_second": 12345.6,
        "peer": {"name": "werobot", "p99_ms": 4.25},
        "ratio": 3.04567,
        "count": 10000,
    }
    assert report.section("push", "Pushes.", result).splitlines() == [
        "## push",
        "",
        "Pushes.",
        "",
        "| | |",
        "| --- | ---: |",
        "| requests a second | 12,346 |",
        "| peer: name | werobot |",
        "| peer: p99 ms | 4.25 |",
        "| ratio | 3.05 |",
        "| count | 10,000 |",
    ]


def test_a_benchmark_that_fails_has_no_result(capfd: pytest.CaptureFixture[str]) -> None:
    assert report.run("no_such_benchmark") is None
    assert "bench.no_such_benchmark failed with 1" in capfd.readouterr().err

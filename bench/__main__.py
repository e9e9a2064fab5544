"""`python -m bench`: run every benchmark of this folder and write docs/benchmarks.md.

A benchmark is a module `bench.NAME` that, with `--json`, prints one JSON object as its last line: its figures, those of
the peer measured in the same run, and their ratio. Its docstring says what is measured.
"""

import ast
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
REPORT = FOLDER.parent / "docs" / "benchmarks.md"
HEAD = """# Benchmarks

Written by `make bench`. Both sides of a ratio come from the same run on the same machine; the figures themselves say
little on another one. Run it on a machine that does nothing else.
"""


def main() -> int:
    """Number 1 when a benchmark failed; the others are reported all the same."""
    sections, failed = (
        [HEAD, f"Machine: {platform.machine()}, {os.cpu_count()} cores, Python {sys.version.split()[0]}.\n"],
        [],
    )
    for name in names(FOLDER):
        print(f"bench.{name} ...", flush=True)
        result = run(name)
        if result is None:
            failed.append(name)
        else:
            sections.append(section(name, purpose(FOLDER / f"{name}.py"), result))
    REPORT.write_text("\n".join(sections), encoding="utf-8")
    print(f"Wrote {REPORT.relative_to(FOLDER.parent)}" + (f"; failed: {', '.join(failed)}" if failed else ""))
    return 1 if failed else 0


def names(folder: Path) -> list[str]:
    """The benchmarks: modules that can be run, without the servers they start and those that only help."""
    return sorted(
        path.stem
        for path in folder.glob("[a-z]*.py")
        if '__name__ == "__main__"' in path.read_text(encoding="utf-8") and not path.stem.endswith("_server")
    )


def run(name: str) -> dict[str, Any] | None:
    """The JSON object of one benchmark; None when it failed, its words shown."""
    with tempfile.TemporaryFile("w+") as words:
        command = [sys.executable, "-m", f"bench.{name}", "--json"]
        code = subprocess.run(
            command, check=False, stdout=words, cwd=FOLDER.parent, stdin=subprocess.DEVNULL
        ).returncode
        words.seek(0)
        lines = words.read().strip().splitlines()
    if code != 0 or not lines:
        print(f"bench.{name} failed with {code}", file=sys.stderr)
        return None
    result: dict[str, Any] = json.loads(lines[-1])
    return result


def purpose(path: Path) -> str:
    """What a benchmark's docstring says."""
    return ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""


def section(name: str, text: str, result: Mapping[str, Any]) -> str:
    """One benchmark in the report."""
    rows = [f"| {key} | {shown(value)} |" for key, value in flat(result)]
    return "\n".join([f"## {name}", "", text, "", "| | |", "| --- | ---: |", *rows, ""])


def flat(values: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, object]]:
    """Nested figures as rows: `peer requests/s`."""
    for key, value in values.items():
        name = f"{prefix}{key.replace('_', ' ')}"
        if isinstance(value, Mapping):
            yield from flat(value, f"{name}: ")
        else:
            yield name, value


def shown(value: object) -> str:
    """A figure with three digits that say something."""
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)


if __name__ == "__main__":
    sys.exit(main())

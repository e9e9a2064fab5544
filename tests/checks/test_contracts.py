"""Each import contract in pyproject.toml bites."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HOUSE = (
    *("cli", "demo", "kit", "protocol", "messenger", "platform", "suite"),
    *("messenger.people", "messenger.people.service", "platform.push", "platform.push.service"),
    *("suite.desk", "suite.desk.routes", "suite.desk.service", "suite.desk.repository", "suite.desk.models"),
    *("suite.desk.send", "suite.desk.rules", "suite.site", "network", "suite_app"),
)


def broken(folder: Path, imports: dict[str, str]) -> set[str]:
    """Names of the contracts that a house breaks in which each module imports another."""
    packages = {name.rpartition(".")[0] for name in HOUSE} | {"kit", "protocol", "cli", "demo"} | {"suite.site"}
    for name in ("", *HOUSE):
        path = folder / "teahouse" / Path(*name.split("."))
        file = path / "__init__.py" if name in packages else path.with_suffix(".py")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"import teahouse.{imports[name]}\n" if name in imports else "")
    (folder / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text(encoding="utf-8"), encoding="utf-8")
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache", "--no-logo"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder), "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in {0, 1}, done.stdout + done.stderr
    return set(re.findall(r"^(.*) BROKEN$", done.stdout, re.MULTILINE))


def test_a_good_house_breaks_none(tmp_path: Path) -> None:
    good = {
        "network": "platform.push",
        "platform.push": "platform.push.service",
        "platform.push.service": "messenger.people",
        "suite.desk.routes": "suite.desk.send",
        "suite.desk.send": "suite.desk.repository",
        "suite.desk.repository": "suite.desk.models",
        "suite.desk.models": "kit",
    }
    assert broken(tmp_path, good) == set()


WALL = "The wall: the suite reaches an account over HTTP only"
BACK = "The wall, from the other side: the network does not know the suite"
PARTS = "Parts: messenger below platform, kit and protocol at the bottom and apart"
ROOMS = "Rooms: inside a feature imports run down"
CYCLES = "No cycles among features, nor anywhere else"


@pytest.mark.parametrize(
    ("imports", "contracts"),
    [
        ({"suite.desk.service": "messenger.people"}, {WALL}),
        ({"suite.desk.service": "platform.push"}, {WALL, PARTS}),
        ({"messenger.people.service": "suite.desk"}, {BACK, PARTS}),
        ({"messenger.people.service": "platform.push"}, {PARTS}),
        ({"kit": "protocol"}, {PARTS}),
        ({"protocol": "kit"}, {PARTS}),
        ({"kit": "suite.desk"}, {PARTS}),
        ({"suite.desk.service": "suite_app", "suite_app": "platform.push"}, {WALL, PARTS}),
        ({"suite.desk.repository": "suite.desk.service"}, {ROOMS}),
        ({"suite.desk.models": "suite.desk.send", "suite.desk.send": "suite.desk.repository"}, {ROOMS}),
        ({"suite.desk.service": "suite.desk.routes"}, {ROOMS}),
        ({"suite.desk.rules": "suite.desk.models"}, {ROOMS}),
        ({"suite.desk.service": "suite.site", "suite.site": "suite.desk"}, {CYCLES}),
        ({"suite.desk.service": "suite.desk.send", "suite.desk.send": "suite.desk.service"}, {CYCLES}),
    ],
)
def test_each_wrong_import_breaks_its_contract(tmp_path: Path, imports: dict[str, str], contracts: set[str]) -> None:
    assert broken(tmp_path, imports) == contracts

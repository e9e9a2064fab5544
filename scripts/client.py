"""Writes the OpenAPI documents of both parts and the typed clients made from them; `--check` only compares.

The documents come from the running code (`teahouse openapi`), the clients from `npm run client`.
"""

import argparse
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "web" / "kit" / "src" / "api"
PARTS = ("network", "suite")


def main() -> int:
    """Number 1 when something differs and `--check` is given."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, fail when something differs")
    check: bool = parser.parse_args().check
    stale = [part for part in PARTS if not _keep_document(part, write=not check)]
    for part in stale:
        print(f"web/kit/src/api/{part}.json is not what the code serves: run `make client`")
    npm = [sys.executable, str(ROOT / "scripts" / "web.py"), "run", "client", *(["--", "--check"] if check else [])]
    clients = subprocess.run(npm, check=False, cwd=ROOT).returncode
    return 1 if stale or clients else 0


def _keep_document(part: str, *, write: bool) -> bool:
    """Whether the document in the tree is right, after writing it where asked to."""
    command = [sys.executable, "-m", "teahouse.cli", "openapi", part]
    done = subprocess.run(command, check=False, cwd=ROOT, capture_output=True)
    if done.returncode != 0:
        raise SystemExit(f"teahouse openapi {part} failed:\n{done.stderr.decode()[-2000:]}")
    served = done.stdout
    file = FOLDER / f"{part}.json"
    if file.exists() and file.read_bytes() == served:
        return True
    if write:
        file.write_bytes(served)
        print(f"Wrote {file.relative_to(ROOT)}")
    return write


if __name__ == "__main__":
    sys.exit(main())

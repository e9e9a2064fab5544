"""What the clients could do, in results.json, from which docs/compatibility.md is written.

`TEAHOUSE_COMPAT_WRITE=1 pytest -n0 tests/compat` writes it, then `python -m scripts.compatibility` the page.
"""

import json
import os
from collections import Counter
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("results.json")
_HOW = "run TEAHOUSE_COMPAT_WRITE=1 pytest -n0 tests/compat, then python -m scripts.compatibility"


def hold(client: str, methods: dict[str, Any]) -> None:
    """Compare with what is checked in.

    `methods` as a tour prints them: names that passed, names that are not_built (answer 48001), refused, the code by
    name, forgotten ones (there are none), and left_out, the reason by name.
    """
    assert methods["forgotten"] == []
    ran = {
        "exercised": sum(len(methods[ended]) for ended in ("passed", "not_built", "refused")),
        "passed": len(methods["passed"]),
        "not_built": methods["not_built"],
        "refused": methods["refused"],
        "left_out": dict(Counter(methods["left_out"].values())),
    }
    kept = json.loads(FILE.read_text("utf-8")) if FILE.exists() else {}
    if os.environ.get("TEAHOUSE_COMPAT_WRITE"):
        kept[client] = ran
        FILE.write_text(json.dumps(kept, indent=1, sort_keys=True, ensure_ascii=False) + "\n", "utf-8")
    assert kept.get(client) == ran, _HOW

"""Recorded payloads of public libraries' test suites. They lie beside the checkout and are no part of it."""

import gzip
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "data" / "wechat-payloads"

needs_samples = pytest.mark.skipif(not SAMPLES.is_dir(), reason=f"the samples are not at {SAMPLES}")


@cache
def samples(family: str, *kinds: str) -> dict[str, dict[str, Any]]:
    """Those of a family and of these kinds, by their ids; none where the samples are not there."""
    path = SAMPLES / "all_payloads.jsonl.gz"
    if not path.is_file():
        return {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return {row["id"]: row for row in rows if row["family"] == family and row["kind"] in kinds}

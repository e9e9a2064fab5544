import pytest

from checks.purity import rules
from tests.checks.support import found

PATH = "suite/prizes/rules.py"


@pytest.mark.parametrize(
    "line",
    [
        "import re",
        "from dataclasses import dataclass",
        "from datetime import datetime",
        "from teahouse.protocol import powers",
        "from teahouse.protocol.messages import Text",
        "from teahouse.kit.errors import Conflict",
        "from teahouse.suite.prizes.errors import SoldOut",
        "from urllib.parse import urlsplit",
    ],
)
def test_rules_may_import_what_decides(line: str) -> None:
    assert found(rules, PATH, line) == []


@pytest.mark.parametrize(
    ("line", "module"),
    [
        ("import secrets", "secrets"),
        ("from time import time", "time"),
        ("import os.path", "os.path"),
        ("import httpx", "httpx"),
        ("from teahouse.kit import clock", "teahouse.kit"),
        ("from teahouse.kit.db import Session", "teahouse.kit.db"),
        ("from teahouse.suite.prizes.models import Prize", "teahouse.suite.prizes.models"),
        ("from teahouse.suite.desk import Reply", "teahouse.suite.desk"),
    ],
)
def test_rules_may_not_import_what_acts(line: str, module: str) -> None:
    assert found(rules, PATH, line) == [(1, f"rules may not import {module}")]
    assert found(rules, "suite/prizes/service.py", line) == []


def test_randomness_is_passed_in() -> None:
    good = """
        import random
        def draw(source: random.Random) -> float:
            return source.random()
        def again(seed: int) -> float:
            return random.Random(seed).random()
    """
    assert found(rules, PATH, good) == []
    bad = """
        import random
        from random import choice
        a = random.randint(1, 2)
        b = random.Random()
    """
    assert [line for line, _ in found(rules, PATH, bad)] == [3, 4, 5]


def test_rules_read_no_file() -> None:
    assert found(rules, PATH, "open('a')\n") == [(1, "rules do no input or output")]

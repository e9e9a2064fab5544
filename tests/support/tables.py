"""The tables that a part of the house has when it runs by itself."""

import subprocess
import sys
from functools import cache

from teahouse.kit.settings import Part

_PROGRAM = """
import sys
from teahouse import network, suite_app
from teahouse.kit import migrations
print(*migrations.metadata_of(sys.argv[1]).tables)
"""


@cache
def own_tables(part: Part) -> frozenset[str]:
    """Their names, asked of a process of its own: tests import parts of the kit that no feature uses yet."""
    done = subprocess.run([sys.executable, "-c", _PROGRAM, part], capture_output=True, text=True, check=True)
    return frozenset(done.stdout.split())

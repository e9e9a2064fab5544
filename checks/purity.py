"""rules.py decides and does nothing else: no I/O, no clock, no randomness that is not passed in."""

import sys
from collections.abc import Iterator

from checks.source import Finding, Source

_ACTING = {
    *("asyncio", "concurrent", "ctypes", "http", "io", "logging", "multiprocessing", "os", "pathlib"),
    *("secrets", "select", "shutil", "socket", "sqlite3", "ssl", "subprocess", "sys", "tempfile"),
    *("threading", "time", "urllib.request", "uuid"),
}


def rules(source: Source) -> Iterator[Finding]:
    """Imports are the standard library (what does not act), protocol, kit.errors and own errors."""
    if source.room != "rules":
        return
    for found in source.imports:
        if not _may_import(source, found.module, found.target):
            yield source.finding(found.node, f"rules may not import {found.module}")
    yield from _randomness(source)
    for call in source.calls():
        if source.dotted(call.func) in {"open", "print", "input"}:
            yield source.finding(call, "rules do no input or output")


def _may_import(source: Source, module: str, target: str) -> bool:
    if module in _ACTING or module.split(".")[0] in _ACTING:
        return False
    own = (f"{source.feature}.errors", f"{source.feature}.rules")
    inside = ("teahouse.protocol", "teahouse.kit.errors", *own)
    return module.split(".")[0] in sys.stdlib_module_names or any(
        f"{name}.".startswith(f"{allowed}.") for name in (module, target) for allowed in inside
    )


def _randomness(source: Source) -> Iterator[Finding]:
    seeded = {
        call.func
        for call in source.calls()
        if source.dotted(call.func) == "random.Random" and (call.args or call.keywords)
    }
    called = {call.func for call in source.calls()}
    for node, name in source.references():
        if not name.startswith("random."):
            continue
        if name != "random.Random" or (node in called and node not in seeded):
            yield source.finding(node, f"{name} draws by itself: pass a seeded random.Random in")
    for found in source.imports:
        if found.module == "random" and found.name not in {None, "Random"}:
            yield source.finding(found.node, f"random.{found.name} draws by itself: pass a random.Random in")

"""The command line: `teahouse demo | network | suite | sandbox | worker | migrate | doctor | ...`."""

import argparse
import gc
import importlib
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType

from teahouse.cli.sandbox import options as sandbox_options
from teahouse.kit.settings import SettingsError

__all__ = ["main", "performed"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code."""
    options = _parser().parse_args(arguments)
    return performed(getattr(_loaded(f"teahouse.cli.{options.module}"), options.function), options)


def performed(command: Callable[[argparse.Namespace], int], options: argparse.Namespace) -> int:
    """Run it; what is wrong with the settings is said in a line each."""
    try:
        return command(options)
    except SettingsError as error:
        for problem in error.problems:
            print(f"teahouse: {problem}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def _loaded(name: str) -> ModuleType:
    """Each command loads only what it needs.

    What is loaded stays, so looking for garbage in it would be a tenth of the start.
    """
    gc.disable()
    module = importlib.import_module(name)
    gc.freeze()
    gc.enable()
    return module


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="teahouse", description="WeChat official accounts on your own machine.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    demo = commands.add_parser("demo", help="network and suite on this machine, with a demo town in them")
    demo.add_argument("--port", type=int, default=8000, help="port of the network (default 8000)")
    demo.add_argument("--suite-port", type=int, default=8100, help="port of the suite (default 8100)")
    demo.add_argument("--fresh", action="store_true", help="begin with an empty town")
    demo.add_argument("--no-open", action="store_true", help="do not open the browser")
    demo.add_argument("--json", action="store_true", help="print one line of sign-ins and ids when ready")
    _runs(demo, "demo", "run")
    for part, port in (("network", 8000), ("suite", 8100)):
        _add_part(commands.add_parser(part, help=f"serve the {part} (port {port})"), part, port)
    sandbox_options.add(commands)
    worker = commands.add_parser("worker", help="work off jobs only, for servers on PostgreSQL")
    worker.add_argument("part", choices=["network", "suite"])
    _runs(worker, "serve", "work")
    migrate = commands.add_parser("migrate", help="bring a part's database to the newest state")
    migrate.add_argument("part", choices=["network", "suite"])
    migrate.add_argument("--make", metavar="MESSAGE", help="write a new migration (for developers)")
    _runs(migrate, "serve", "migrate")
    openapi = commands.add_parser("openapi", help="print the OpenAPI document of a part's own API")
    openapi.add_argument("part", choices=["network", "suite"])
    _runs(openapi, "serve", "openapi")
    _runs(commands.add_parser("doctor", help="what is wrong here, and how to mend it"), "doctor", "run")
    return parser


def _add_part(command: argparse.ArgumentParser, part: str, port: int) -> None:
    command.add_argument("--host", help="address to listen on (default 127.0.0.1)")
    command.add_argument("--port", type=int, help=f"port to listen on (default {port})")
    command.add_argument("--public-url", help="where others reach it")
    if part == "network":
        command.add_argument("--sandbox", action="store_true", default=None, help="switch the sandbox on")
        command.add_argument("--tls", action="store_true", default=None, help="serve WeChat's host names over TLS too")
        command.add_argument("--tls-port", type=int, help="port of that door (default 8443)")
    command.set_defaults(part=part)
    _runs(command, "serve", "run")


def _runs(command: argparse.ArgumentParser, module: str, function: str) -> None:
    command.add_argument("--data", type=Path, help="folder of databases, files and keys (default .teahouse)")
    command.set_defaults(module=module, function=function)

"""The command line: `teahouse network | suite | worker | migrate | openapi | ...`."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from teahouse.cli import demo, doctor, serve
from teahouse.kit.settings import SettingsError

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code."""
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
    except SettingsError as error:
        for problem in error.problems:
            print(f"teahouse: {problem}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="teahouse", description="WeChat official accounts on your own machine.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    run_demo = commands.add_parser("demo", help="network and suite on this machine, with a demo town in them")
    _common(run_demo)
    run_demo.add_argument("--port", type=int, default=8000, help="port of the network (default 8000)")
    run_demo.add_argument("--suite-port", type=int, default=8100, help="port of the suite (default 8100)")
    run_demo.add_argument("--fresh", action="store_true", help="begin with an empty town")
    run_demo.add_argument("--no-open", action="store_true", help="do not open the browser")
    run_demo.add_argument("--json", action="store_true", help="print one line of sign-ins and ids when ready")
    run_demo.set_defaults(run=demo.run)
    look = commands.add_parser("doctor", help="say what is wrong with this installation, and how to mend it")
    _common(look)
    look.set_defaults(run=doctor.run)
    for part, port in (("network", 8000), ("suite", 8100)):
        command = commands.add_parser(part, help=f"serve the {part} (port {port})")
        _common(command)
        command.add_argument("--host", help="address to listen on (default 127.0.0.1)")
        command.add_argument("--port", type=int, help=f"port to listen on (default {port})")
        command.add_argument("--public-url", help="where others reach it")
        if part == "network":
            command.add_argument("--sandbox", action="store_true", default=None, help="switch the sandbox on")
        command.set_defaults(run=serve.run, part=part)
    worker = commands.add_parser("worker", help="work off jobs only, for servers on PostgreSQL")
    worker.add_argument("part", choices=["network", "suite"])
    _common(worker)
    worker.set_defaults(run=serve.work)
    migrate = commands.add_parser("migrate", help="bring a part's database to the newest state")
    migrate.add_argument("part", choices=["network", "suite"])
    migrate.add_argument("--make", metavar="MESSAGE", help="write a new migration (for developers)")
    _common(migrate)
    migrate.set_defaults(run=serve.migrate)
    openapi = commands.add_parser("openapi", help="print the OpenAPI document of a part's own API")
    openapi.add_argument("part", choices=["network", "suite"])
    openapi.set_defaults(run=serve.openapi)
    return parser


def _common(command: argparse.ArgumentParser) -> None:
    command.add_argument("--data", type=Path, help="folder of databases, files and keys (default .teahouse)")

"""`teahouse sandbox proxy`: programs with literal WeChat URLs, led to a network that runs with --tls."""

import argparse
import os
import shlex
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

from teahouse.cli.sandbox import words
from teahouse.cli.sandbox.shown import print_json
from teahouse.cli.sandbox.words import Complaint
from teahouse.protocol.hosts import WECHAT_HOSTS
from teahouse.testing.tunnel import Target, environment, tunnelling

_DOOR_SECONDS = 2


def run(options: argparse.Namespace) -> int:
    """Lead until stopped, or until the program that was given ends; then its exit code."""
    language = words.language()
    try:
        target = _target(options)
        _look_at(target)
        with tunnelling(target, WECHAT_HOSTS, host=options.host, port=options.port) as port:
            variables = environment(f"http://{_reached(options.host)}:{port}", target, WECHAT_HOSTS)
            program = options.program[1:] if options.program[:1] == ["--"] else options.program
            if program:
                return _run_led(program, variables)
            stopped = threading.Event()
            signal.signal(signal.SIGTERM, lambda *_: stopped.set())
            _announce(variables, target, as_json=options.json)
            while not stopped.wait(1):  # in steps, so that Ctrl+C is heard everywhere
                continue
    except Complaint as complaint:
        print(f"teahouse: {complaint.text.render(language, **complaint.values)}", file=sys.stderr)
        return 2
    except OSError as error:
        text = words.PORT_TAKEN.render(language, host=options.host, port=options.port, why=error.strerror)
        print(f"teahouse: {text}", file=sys.stderr)
        return 1
    return 0


def _target(options: argparse.Namespace) -> Target:
    host, _, port = options.to.rpartition(":")
    if not host or not port.isdigit():
        raise Complaint(words.BAD_DOOR)
    authority = options.ca or (options.data or Path(".teahouse")) / "tls" / "ca.pem"
    if not authority.is_file():
        raise Complaint(words.NO_CA, path=authority)
    return Target(host.strip("[]"), int(port), authority)


def _look_at(target: Target) -> None:
    """Say it when the door is closed: it may open later, but a program would only tell of a bad gateway."""
    try:
        socket.create_connection((target.host, target.port), timeout=_DOOR_SECONDS).close()
    except OSError:
        text = words.NO_DOOR.render(words.language(), to=f"{target.host}:{target.port}")
        print(f"teahouse: {text}", file=sys.stderr)


def _reached(host: str) -> str:
    return "127.0.0.1" if host in {"0.0.0.0", ""} else host  # noqa: S104 - compared, not bound


def _announce(variables: dict[str, str], target: Target, *, as_json: bool) -> None:
    if as_json:
        print_json(variables)
        return
    language = words.language()
    print(words.LEADING.render(language, to=f"{target.host}:{target.port}"))
    print(words.NODE.render(language))
    for name, value in variables.items():
        print(f"export {name}={shlex.quote(value)}", flush=True)


def _run_led(program: list[str], variables: dict[str, str]) -> int:
    try:
        with subprocess.Popen(program, env=os.environ | variables) as led:
            signal.signal(signal.SIGTERM, lambda *_: led.terminate())
            while True:
                try:
                    return led.wait()
                except KeyboardInterrupt:
                    continue  # the program hears Ctrl+C too, and ends as it likes
    except OSError as error:
        raise Complaint(words.NO_PROGRAM, program=program[0], why=error.strerror) from None

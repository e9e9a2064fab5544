"""The words of `teahouse sandbox`. Loads nothing, because every command line is read with it."""

import argparse
from collections.abc import Callable
from pathlib import Path

_TYPES = ("text", "image", "voice", "video", "shortvideo", "location", "link")
_Adder = Callable[..., argparse.ArgumentParser]


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `sandbox` to the commands."""
    sandbox = commands.add_parser("sandbox", help="script a running network: accounts, people, clock, faults, crowds")
    verbs = sandbox.add_subparsers(required=True, metavar="VERB")

    def verb(name: str, help: str, **names: str) -> argparse.ArgumentParser:  # noqa: A002 - as argparse calls it
        """`names` are positional arguments with their help."""
        made = verbs.add_parser(name, help=help, description=help)
        for argument, words in names.items():
            made.add_argument(argument, help=words)
        made.add_argument("--url", help="the network (default TEAHOUSE_NETWORK_URL, else http://127.0.0.1:8000)")
        made.add_argument("--key", help="the sandbox's key, from another machine (default TEAHOUSE_SANDBOX_KEY)")
        made.add_argument("--json", action="store_true", help="print JSON, one object a line")
        made.set_defaults(module="sandbox.verbs", function="run", verb=name)
        return made

    _add_accounts(verb)
    _add_people(verb)
    _add_acts(verb)
    _add_world(verb)
    _add_proxy(verbs)


def _add_accounts(verb: _Adder) -> None:
    account = verb("account", "a new account with all its secrets")
    account.add_argument("name", nargs="?", default="云上茶馆", help="its name")
    account.add_argument("--type", choices=["service", "subscription"], default="service")
    account.add_argument("--unverified", action="store_true", help="without certification")
    server = verb("server", "where an account's pushes go", address="URL of its server")
    _about_account(server)
    server.add_argument("--mode", choices=["plain", "compatible", "safe"], default="plain")
    server.add_argument("--token", help="without it the present one stays")
    server.add_argument("--aes-key", help="without it the present one stays")
    server.add_argument("--no-verify", action="store_true", help="save without asking for the echostr")
    domains = verb("domains", "where an account's pages stand; only these from now on")
    domains.add_argument("hosts", nargs="*", metavar="HOST[:PORT]", help="for OAuth and the JS-SDK")
    _about_account(domains)
    location = verb("location", "when an account is told where its followers are")
    location.add_argument("mode", choices=["off", "enter", "always"], help="never, on entering its chat, or every 5 s")
    _about_account(location)
    migrate = verb("migrate", "another account moves into this one with its followers", old="APPID that moves")
    _about_account(migrate)
    migrate.add_argument("--no-wait", action="store_true", help="do not wait until all have moved")
    for name, words in (("pushes", "what was pushed to its server"), ("calls", "what was called with its tokens")):
        listed = verb(name, words)
        _about_account(listed)
        listed.add_argument("--after", default="", metavar="MARK", help="only what came after this mark")
        listed.add_argument("--follow", action="store_true", help="stay and print what comes")


def _add_people(verb: _Adder) -> None:
    person = verb("person", "a new person")
    person.add_argument("nickname", nargs="?", default="林小雨")
    person.add_argument("--gender", choices=["male", "female", "unknown"], default="unknown")
    person.add_argument("--province", default="")
    person.add_argument("--city", default="")
    follow = verb("follow", "the person follows the account")
    follow.add_argument("--scene", help="through the code of this scene")
    for made in (follow, verb("unfollow", "the person leaves the account")):
        _about_both(made)
    authorize = verb(
        "authorize",
        "the person opens an address of OAuth and allows what it asks",
        address="/connect/oauth2/authorize?…",
    )
    _about_person(authorize)
    inbox = verb("inbox", "the conversation as the phone has it")
    _about_both(inbox)
    inbox.add_argument("--after", type=int, default=0, metavar="SEQ", help="only what came after this number")
    inbox.add_argument("--follow", action="store_true", help="stay and print what comes")


def _add_acts(verb: _Adder) -> None:
    enter = verb("enter", "the person opens the account's chat")
    enter.add_argument("--location", metavar="LATITUDE,LONGITUDE", help="where their phone is")
    enter.add_argument("--precision", type=float, default=30, metavar="METRES", help="of that (default 30)")
    enter.add_argument("--refuse", action="store_true", help="the account may not know where they are")
    _about_both(enter)
    send = verb("send", "the person sends a message, and the replies are printed")
    send.add_argument("text", nargs="?", default="", help="the words of a text; the label of a location")
    send.add_argument("--type", choices=_TYPES, default="text")
    send.add_argument("--file", type=Path, help="the picture, sound or video; a small one is made without it")
    send.add_argument("--recognition", help="what was understood of a voice message")
    send.add_argument("--location", metavar="LATITUDE,LONGITUDE", help="of a location")
    send.add_argument("--link", metavar="URL", help="of a link; its title is the text")
    click = verb("click", "the person clicks a button of the menu", button="its key, or the URL that it opens")
    click.add_argument("--scan-text", help="what a scanning button finds")
    scan = verb("scan", "the person scans the code of a scene", scene="the scene, a text or a number")
    for made in (send, click, scan):
        _about_both(made)
        made.add_argument("--wait", type=float, default=5, metavar="SECONDS", help="for replies (default 5)")


def _add_world(verb: _Adder) -> None:
    moved = verb("clock", "what time it is; with one of the options it is moved").add_mutually_exclusive_group()
    moved.add_argument("--advance", metavar="SPAN", help="90s, 30m, 48h, 2d, 1w, 1h30m")
    moved.add_argument("--back", metavar="SPAN", help="the other way")
    moved.add_argument("--set", metavar="TIME", help="an ISO time")
    moved.add_argument("--reset", action="store_true", help="back to the wall clock")
    faults = verb("faults", "switch faults on; those that are not named are off")
    _about_account(faults)
    faults.add_argument("--timeout", action="store_true", help="pushes count as unanswered, calls take 5 s and fail")
    faults.add_argument("--status", type=int, metavar="CODE", help="answers have this HTTP status")
    faults.add_argument("--double-push", action="store_true", help="each push comes twice")
    faults.add_argument("--drop", action="store_true", help="pushes are lost")
    faults.add_argument("--expire-token", action="store_true", help="tokens issued until now answer 42001")
    faults.add_argument("--out-of-order", action="store_true", help="a push is overtaken by the one behind it")
    faults.add_argument("--quota", action="store_true", help="calls with a daily quota answer 45009")
    faults.add_argument("--wrong-media", action="store_true", help="every media_id answers 40007")
    faults.add_argument("--for", dest="span", type=float, metavar="MINUTES", help="and then all is well again")
    crowd = verb("crowd", "let a crowd of followers come")
    _about_account(crowd)
    crowd.add_argument("scenario", nargs="?", type=Path, help="a TOML file (docs/guide/scenarios.md)")
    crowd.add_argument("--people", type=int)
    crowd.add_argument("--days", type=float)
    crowd.add_argument("--seed", type=int)
    crowd.add_argument("--no-wait", action="store_true", help="do not wait until all are there")
    reset = verb("reset", "empty the network: accounts, people, messages, logs")
    reset.add_argument("--yes", action="store_true", help="do not ask")


def _add_proxy(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    words = "lead programs with literal https://api.weixin.qq.com URLs to a network that runs with --tls"
    proxy = verbs.add_parser("proxy", help=words, description=words)
    proxy.set_defaults(module="sandbox.proxy", function="run")
    proxy.add_argument("--json", action="store_true", help="print the variables as JSON")
    proxy.add_argument("--host", default="127.0.0.1", help="address to listen on (default 127.0.0.1)")
    proxy.add_argument("--port", type=int, default=8444, help="port to listen on (default 8444)")
    proxy.add_argument("--to", default="127.0.0.1:8443", metavar="HOST:PORT", help="the TLS door (default %(default)s)")
    proxy.add_argument("--data", type=Path, help="the network's data folder, for its CA (default .teahouse)")
    proxy.add_argument("--ca", type=Path, help="the CA's file (default DATA/tls/ca.pem)")
    proxy.add_argument("program", nargs=argparse.REMAINDER, metavar="-- PROGRAM", help="run this, led, and end with it")


def _about_account(made: argparse.ArgumentParser) -> None:
    made.add_argument("-a", "--account", metavar="APPID", help="the account (default TEAHOUSE_APPID)")


def _about_both(made: argparse.ArgumentParser) -> None:
    _about_account(made)
    _about_person(made)


def _about_person(made: argparse.ArgumentParser) -> None:
    made.add_argument("-p", "--person", metavar="ID", help="the person (default TEAHOUSE_PERSON)")

"""The server of bench.public_api: a network as it is, with accounts whose followers have just written.

Usage: public_api_server.py FOLDER PORT ACCOUNTS FOLLOWERS. What callers need to know is written to known.json.
"""

import json
import sys
from pathlib import Path
from typing import Any

from teahouse import network
from teahouse.cli.serve import server
from teahouse.kit import clock, logs, migrations
from teahouse.kit.house import House
from teahouse.kit.settings import Settings
from teahouse.messenger import people
from teahouse.platform.accounts import create_account
from teahouse.platform.followers import Newcomer, follow_newcomers, openids_of, record_acts


def open_account(house: House, followers: int) -> dict[str, Any]:
    """A certified service account, and followers who may be answered."""
    with house.db.transaction() as session:
        account, secret = create_account(session, house.vault, name="茶馆", type="service", verified=True)
        pairs = [
            (account.appid, people.create_person(session, nickname=f"茶客{number}").id) for number in range(followers)
        ]
        now = clock.now()
        follow_newcomers(session, house, account.appid, [Newcomer(person, now) for _, person in pairs])
        for act in ("follow", "scan", "menu", "message"):
            record_acts(session, pairs, act)
        openids = list(openids_of(session, pairs).values())
    return {"appid": account.appid, "secret": secret, "openids": openids}


def main(folder: str, port: str, accounts: str, followers: str) -> None:
    """Make the accounts and serve until terminated."""
    logs.configure("warning", "text")
    house = House.open("network", Settings(data=Path(folder), port=int(port)))
    migrations.upgrade(house.db, "network")
    app = network.app(house)
    known = [open_account(house, int(followers)) for _ in range(int(accounts))]
    (Path(folder) / "known.json").write_text(json.dumps(known))
    server(house, app).run()


if __name__ == "__main__":
    main(*sys.argv[1:])

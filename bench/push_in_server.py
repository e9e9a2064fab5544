"""The server of bench.push_in: a suite as it is, with one account and 10,000 keyword rules.

Usage: push_in_server.py FOLDER PORT TOKEN PUSH_KEY. Jobs wait in the outbox, as where `teahouse worker` does them.
"""

import sys
from pathlib import Path

from teahouse import suite_app
from teahouse.cli.serve import server
from teahouse.kit import clock, logs, migrations
from teahouse.kit.house import House
from teahouse.kit.settings import Settings
from teahouse.suite.channel.models import ChannelAccount
from teahouse.suite.dialogue.models import DialogueSettings, Rule

RULES = 10_000
BRAND, ACCOUNT = "brand", "account"


def teach(house: House, token: str, push_key: str) -> None:
    """An account in plain mode, and its rules."""
    now = clock.now()
    account = ChannelAccount(
        brand_id=BRAND,
        id=ACCOUNT,
        push_key=push_key,
        name="茶馆",
        appid="wx0123456789abcdef",
        secret=house.vault.encrypt("5" * 32),
        api_base="http://127.0.0.1:9",
        mode="plain",
        token=token,
        aes_key=house.vault.encrypt("a" * 43),
        status="ok",
        findings=[],
        created_at=now,
    )
    manner = DialogueSettings(brand_id=BRAND, rules_version=1, handover_message="稍等", away_message="")
    rules = [
        Rule(
            brand_id=BRAND,
            id=f"rule{number:05d}",
            account_id="",
            name=f"规则 {number}",
            trigger="keyword",
            match="contains",
            keywords=[f"空调{number:05d}"],
            priority=0,
            enabled=True,
            answers=[{"type": "text", "text": f"空调 {number} 保修三年，请拨打 400-000-0000"}],
            version=1,
            updated_at=now,
        )
        for number in range(RULES)
    ]
    with house.db.transaction() as session:
        session.add_all([account, manner, *rules])


def main() -> None:
    """Serve until terminated."""
    folder, port, token, push_key = sys.argv[1:]
    logs.configure("warning", "text")
    house = House.open("suite", Settings(data=Path(folder), port=int(port), worker=False))
    migrations.upgrade(house.db, "suite")
    teach(house, token, push_key)
    server(house, suite_app.app(house)).run()


main()

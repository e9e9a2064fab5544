"""Clients of Node against the API: co-wechat-api and wechat-api, method by method, with their literal URLs."""

import json
from collections.abc import Callable, Mapping

import pytest

from tests.compat import results, stage
from tests.compat.clients import run
from tests.compat.conftest import Account
from tests.support.houses import Running

CLIENTS = {"co-wechat-api": "3.11.0", "wechat-api": "1.35.1"}


@pytest.mark.parametrize("client", CLIENTS)
def test_the_tour(
    client: str, running_network: Running, make_account: Callable[..., Account], led: Mapping[str, str]
) -> None:
    account = make_account()
    order = stage.order(running_network, account) | {"client": client}
    printed = json.loads(run("node", "node_tour.cjs", json.dumps(order), led=led))
    told = printed["told"]
    print(json.dumps(told, ensure_ascii=False, indent=1))
    results.hold(f"{client} {CLIENTS[client]}", printed["methods"])

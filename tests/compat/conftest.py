"""A network with an account and a fan, driven over the public sandbox API as any programmer would."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import httpx
import pytest

from teahouse.kit.house import House
from teahouse.protocol.hosts import WECHAT_HOSTS
from teahouse.testing import Network, Sandbox
from teahouse.testing.process import Served, running_network
from tests.compat import doors
from tests.support.houses import OpenHouse, Running


@dataclass(frozen=True)
class Account:
    """A sandbox account with one follower."""

    base: str
    http: httpx.Client
    keys: dict[str, Any]
    person_id: str
    openid: str

    def serve(self, url: str, mode: str, *, verify: bool = True) -> dict[str, Any]:
        """Point the account's server at a URL; the platform's verdict."""
        wanted = {"url": url, "mode": mode, "verify": verify}
        verdict: dict[str, Any] = self._answer(
            self.http.put(f"/sandbox/accounts/{self.keys['appid']}/server", json=wanted)
        )
        return verdict

    def person(self, act: str, **details: object) -> dict[str, Any]:
        """Let the fan do something with the account."""
        body = {"appid": self.keys["appid"], **details}
        done: dict[str, Any] = self._answer(self.http.post(f"/sandbox/people/{self.person_id}/{act}", json=body))
        return done

    def say(self, words: str) -> list[dict[str, Any]]:
        """Send a text; the replies that came within five seconds."""
        replies: list[dict[str, Any]] = self.person("send", type="text", content=words, wait=5)["replies"]
        return replies

    def call(self, path: str, body: object) -> dict[str, Any]:
        """Call the public API as the account's own program; what it answers."""
        return self._worked(self.http.post(path, params={"access_token": self.token()}, json=body))

    def upload(self, path: str, data: bytes, name: str, **query: str) -> dict[str, Any]:
        """Send a file to the public API; what it answers."""
        query["access_token"] = self.token()
        return self._worked(self.http.post(path, params=query, files={"media": (name, data)}))

    def token(self) -> str:
        """A token of the account."""
        who = {"grant_type": "client_credential", "appid": self.keys["appid"], "secret": self.keys["secret"]}
        token: str = self._answer(self.http.post("/cgi-bin/stable_token", json=who))["access_token"]
        return token

    def _worked(self, response: httpx.Response) -> dict[str, Any]:
        answer: dict[str, Any] = self._answer(response)
        assert answer.get("errcode", 0) == 0, answer
        return answer

    def inbox(self) -> list[dict[str, Any]]:
        """The conversation as the phone has it."""
        query = {"appid": self.keys["appid"]}
        answer = self._answer(self.http.get(f"/sandbox/people/{self.person_id}/inbox", params=query))
        found: list[dict[str, Any]] = answer["items"] if isinstance(answer, dict) else answer
        return found

    def pushes(self) -> list[dict[str, Any]]:
        """What the inspector shows."""
        answer = self._answer(self.http.get(f"/sandbox/accounts/{self.keys['appid']}/pushes"))
        found: list[dict[str, Any]] = answer["items"]
        return found

    @staticmethod
    def _answer(response: httpx.Response) -> Any:  # noqa: ANN401 - JSON
        assert response.is_success, response.text
        return response.json() if response.content else None


class Elsewhere(NamedTuple):
    """A network in a process of its own, and what scripts it."""

    served: Served
    network: Network


@pytest.fixture(scope="session")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Elsewhere]:
    """One for all tests of a worker; each makes accounts of its own."""
    with running_network(tmp_path_factory.mktemp("elsewhere")) as served, Sandbox(served.url) as sandbox:
        network = Network(sandbox)
        yield Elsewhere(served, network)
        network.close()


@pytest.fixture
def network_house(open_house: OpenHouse) -> House:
    """The network's house, which answers to the WeChat host names too."""
    return open_house("network", sandbox=True, hosts=WECHAT_HOSTS)


@pytest.fixture
def led(running_network: Running, tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment in which literal https://api.weixin.qq.com URLs reach the network."""
    with doors.led(urlsplit(running_network.url).port or 0, tmp_path / "tls") as environment:
        yield environment


@pytest.fixture
def make_account(running_network: Running) -> Iterator[Callable[[], Account]]:
    """Make accounts; each has a fan, who follows."""
    with running_network.client() as http:
        yield lambda: new_account(running_network.url, http)


def new_account(base: str, http: httpx.Client) -> Account:
    """A new account and its fan."""
    order = {"type": "service", "verified": True, "name": "Lab"}
    keys = http.post("/sandbox/accounts", json=order).json()
    person = http.post("/sandbox/people", json={"nickname": "林小雨"}).json()
    path = f"/sandbox/people/{person['person_id']}/follow"
    openid = http.post(path, json={"appid": keys["appid"]}).json()["openid"]
    return Account(base, http, keys, person["person_id"], openid)

"""A network with its sandbox on: accounts and people on demand, the clock, crowds."""

import time
from collections.abc import Mapping
from contextlib import ExitStack
from typing import Any, Literal

from teahouse.testing.accounts import Account
from teahouse.testing.people import Follower, Person
from teahouse.testing.sandbox import Sandbox

_POLL_SECONDS = 0.1


class Clock:
    """The network's time. Spans are written 90s, 30m, 48h, 2d, 1w, 1h30m, or with a minus."""

    def __init__(self, sandbox: Sandbox) -> None:
        """Of that network."""
        self._sandbox = sandbox

    @property
    def now(self) -> int:
        """Unix seconds."""
        return int(self._sandbox.get("clock")["now"])

    def advance(self, span: str) -> int:
        """Move by a span; the new time."""
        return int(self._sandbox.post("clock", advance=span)["now"])

    def set(self, moment: str) -> int:
        """Move to an ISO time; the new time."""
        return int(self._sandbox.post("clock", set=moment)["now"])

    def reset(self) -> int:
        """Back to the wall clock; the new time."""
        return int(self._sandbox.post("clock", reset=True)["now"])


class Network:
    """Makes accounts and people. Closing it ends the servers that its accounts started."""

    def __init__(self, sandbox: Sandbox) -> None:
        """`sandbox` of a running network; the caller closes it."""
        self.sandbox = sandbox
        self.clock = Clock(sandbox)
        self._stack = ExitStack()

    @property
    def url(self) -> str:
        """Where the public API is, for programs whose address can be set."""
        return self.sandbox.url

    def account(
        self,
        name: str = "云上茶馆",
        type: Literal["service", "subscription"] = "service",  # noqa: A002 - the field's name everywhere
        *,
        verified: bool = True,
    ) -> Account:
        """A new account."""
        made = self.sandbox.post("accounts", type=type, verified=verified, name=name)
        return Account(self.sandbox, made, self._stack)

    def person(self, nickname: str = "林小雨", *, gender: int = 0, province: str = "", city: str = "") -> Person:
        """A new person; `gender` 1 male, 2 female, 0 unknown."""
        made = self.sandbox.post("people", nickname=nickname, gender=gender, province=province, city=city)
        return Person(self.sandbox, made, nickname)

    def follower(self, account: Account, nickname: str = "林小雨") -> Follower:
        """A new person who follows."""
        return self.person(nickname).follow(account)

    def crowd(self, account: Account, *, timeout: float = 600, **scenario: Any) -> Mapping[str, Any]:  # noqa: ANN401 - JSON
        """Let a crowd come and wait for it; `scenario` as in docs/guide/sandbox-api.md. Raises TimeoutError."""
        job = self.sandbox.post("crowd", appid=account.appid, **scenario)
        deadline = time.monotonic() + timeout
        while job["state"] == "running":
            if time.monotonic() > deadline:
                raise TimeoutError(f"{job['done']} of {job['total']} people within {timeout} seconds")
            time.sleep(_POLL_SECONDS)
            job = self.sandbox.get(f"jobs/{job['job_id']}")
        if job["state"] != "done":
            raise RuntimeError(job["error"] or "the crowd did not come")
        return dict(job)

    def reset(self) -> None:
        """Empty the network: accounts, people, messages, logs; the clock is the wall clock again."""
        self.sandbox.post("reset")

    def close(self) -> None:
        """End the servers that its accounts started."""
        self._stack.close()

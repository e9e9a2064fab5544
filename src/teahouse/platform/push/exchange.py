"""One exchange with an account's server: sent, timed, judged."""

import secrets
import time
from datetime import datetime
from typing import NamedTuple

from teahouse.kit import clock
from teahouse.kit.outgoing import Answer, Outgoing, OutgoingError
from teahouse.platform.push.rules import ANSWER_LIMIT, Fresh, Wire
from teahouse.platform.push.verdicts import OK, Outcome
from teahouse.protocol import RANDOM_BYTES

SECONDS = 5.0
_OK_STATUS = 200
_REDIRECTS = range(300, 400)


class Exchange(NamedTuple):
    """What was sent and what came back; `outcome` is ok when there is an answer with status 200 to be read."""

    wire: Wire
    at: datetime
    ms: int
    answer: Answer | None
    outcome: Outcome


def fresh() -> Fresh:
    """Time, nonce and random bytes of one attempt.

    The time is the wall clock's, whatever the sandbox says: it proves to the receiver that the push is no replay.
    """
    seconds = clock.wall_milliseconds() // 1000
    return Fresh(seconds, str(secrets.randbelow(9 * 10**9) + 10**9), secrets.token_bytes(RANDOM_BYTES))


async def exchange(outgoing: Outgoing, method: str, wire: Wire) -> Exchange:
    """Send and wait at most five seconds. Never raises for what the other side does."""
    at, start = clock.now(), time.monotonic()
    answer, outcome = None, OK
    try:
        answer = await outgoing.send(
            method, wire.url, headers=wire.headers, body=wire.body, seconds=SECONDS, limit=ANSWER_LIMIT
        )
        outcome = judge(answer)
    except TimeoutError:
        outcome = Outcome("timeout")
    except OutgoingError as error:
        outcome = Outcome("bad_url" if error.reason == "port" else error.reason, error.detail)
    return Exchange(wire, at, round((time.monotonic() - start) * 1000), answer, outcome)


def judge(answer: Answer) -> Outcome:
    """Whether an answer may be read at all."""
    if answer.status in _REDIRECTS:
        return Outcome("redirect", str(answer.status))
    if answer.status != _OK_STATUS:
        return Outcome("status", str(answer.status))
    return OK if answer.whole else Outcome("too_large")

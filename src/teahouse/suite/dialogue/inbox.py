"""Takes every push of every account: who it is, what they did, who answers. One batch, one transaction."""

from collections import Counter, defaultdict
from datetime import timedelta
from functools import partial
from typing import Any, NamedTuple

from teahouse.kit.db import Cursor, from_micros
from teahouse.kit.house import House
from teahouse.protocol.events import Event, SubscribeEvent, UnsubscribeEvent
from teahouse.protocol.messages import Message
from teahouse.protocol.replies import reply_address
from teahouse.suite.audience import Key, Line, NewAct, Present, admit, answered, store
from teahouse.suite.channel import Inbound, fresh_media_id
from teahouse.suite.desk import MESSAGE_KINDS, NOTICE_KINDS, HandOver, Said, frame, hand_over, queue, send_later, tell
from teahouse.suite.dialogue import hits
from teahouse.suite.dialogue.answers import Outgoing, outgoing, text
from teahouse.suite.dialogue.contents import act_of
from teahouse.suite.dialogue.robot import Robots
from teahouse.suite.dialogue.rules import Ask, Decision, ask_of, decide, summary_of, time_of_day

_SECOND = 1_000_000
_SHOWN = {*MESSAGE_KINDS, *NOTICE_KINDS}


class Inbox:
    """Fills the channel's port."""

    def __init__(self, house: House) -> None:
        self._base_url = house.settings.base_url
        self._robots = Robots()

    def receive(self, cursor: Cursor, pushes: list[Inbound]) -> list[bytes]:
        """Store each push once and answer it; a repeat gets the answer of the first time."""
        batch = _Batch(cursor, self._robots, self._base_url, pushes)
        replies = [batch.take(arrival) for arrival in batch.arrivals]
        batch.finish()
        return replies


class _Arrival(NamedTuple):
    """A push, and what the batch knows of it."""

    inbound: Inbound
    key: Key
    dedupe: tuple[str, str, str]
    ask: Ask | None
    rule_id: str | None
    """The rule that fits what it asks."""


class _Batch:
    """What one batch has read, and what it will write."""

    def __init__(self, cursor: Cursor, robots: Robots, base_url: str, pushes: list[Inbound]) -> None:
        self._cursor = cursor
        self._base_url = base_url
        self._robots = {brand: robots.of(cursor, brand) for brand in sorted({p.account.brand_id for p in pushes})}
        self.arrivals = self._arrivals(pushes)
        self._followers = admit(cursor, [(a.key, a.inbound.push.create_time * _SECOND) for a in self.arrivals])
        self._answers = answered(cursor, sorted({arrival.dedupe for arrival in self.arrivals}))
        self._time_of_day = time_of_day(from_micros(pushes[0].received_at))
        self._hits: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._hand_overs: list[HandOver] = []
        self._said: list[Said] = []
        self._later: list[tuple[str, str, int]] = []

    def _arrivals(self, pushes: list[Inbound]) -> list[_Arrival]:
        """What each push asks, in their order."""
        found: dict[int, _Arrival] = {}
        for brand, robot in self._robots.items():
            mine = [(number, push) for number, push in enumerate(pushes) if push.account.brand_id == brand]
            asks = [ask_of(push.push) for _, push in mine]
            rules = robot.rules_for([(push.account.id, ask) for (_, push), ask in zip(mine, asks, strict=True)])
            for (number, push), ask, rule_id in zip(mine, asks, rules, strict=True):
                account = push.account.id
                key, dedupe = (brand, account, push.push.from_user_name), (brand, account, push.dedupe)
                found[number] = _Arrival(push, key, dedupe, ask, rule_id)
        return [found[number] for number in range(len(pushes))]

    def take(self, arrival: _Arrival) -> bytes:
        """One push: its reply as plain XML, or nothing."""
        reply = self._answers.get(arrival.dedupe)
        if reply is None:
            reply = self._answers[arrival.dedupe] = self._first_time(arrival)
        return reply.encode()

    def _first_time(self, arrival: _Arrival) -> str:
        follower, inbound = self._followers[arrival.key], arrival.inbound
        at = inbound.push.create_time * _SECOND
        _follow_or_leave(follower, inbound.push)
        manner = self._robots[inbound.account.brand_id].manner
        decision = decide(arrival.ask, arrival.rule_id, follower.desk_state, manner, self._time_of_day)
        messages = self._messages(decision, inbound)
        reply = messages[0].reply if messages else None
        xml = reply.to_xml().decode() if reply else ""
        kind, summary, detail = act_of(inbound.push)
        seq = follower.add(NewAct(kind, at, summary, detail, dedupe=inbound.dedupe, answer=xml))
        if decision.handover:
            queue(follower)
            self._hand_overs.append(HandOver(follower, decision.handover, seq, at))
        if follower.desk_state and kind in _SHOWN:
            self._said.append(Said(follower, _frame(seq, kind, detail, at, "sent"), at, summary))
        for index, message in enumerate(messages):
            self._record(follower, message, at, as_reply=index == 0 and reply is not None)
        return xml

    def _messages(self, decision: Decision, inbound: Inbound) -> list[Outgoing]:
        brand_id, now = inbound.account.brand_id, inbound.received_at // _SECOND
        if decision.rule_id is not None:
            self._hits[brand_id][decision.rule_id] += 1
            answers = self._robots[brand_id].answers(decision.rule_id)
            media_ids = partial(self._media_id, inbound)
            return outgoing(answers, inbound.push, now, self._base_url, media_ids)
        return [text(decision.say, reply_address(inbound.push, now))] if decision.say else []

    def _media_id(self, inbound: Inbound, file: str) -> str | None:
        account, until = inbound.account, from_micros(inbound.received_at) + timedelta(minutes=1)
        return fresh_media_id(self._cursor, account.brand_id, account.id, file, until)

    def _record(self, follower: Present, message: Outgoing, at: int, *, as_reply: bool) -> None:
        detail = {"type": message.type, "content": message.content}
        state = "sent" if as_reply else "sending"
        summary = summary_of(message.content)
        seq = follower.add(NewAct("reply", at, summary, detail, state=state))
        if not as_reply:
            self._later.append((follower.brand_id, follower.id, seq))
        if follower.desk_state:
            self._said.append(Said(follower, _frame(seq, "reply", detail, at, state), at, summary))

    def finish(self) -> None:
        """Write all of it."""
        hand_over(self._cursor, self._hand_overs)
        store(self._cursor, self._followers.values())
        tell(self._cursor, self._said)
        for brand_id, follower_id, seq in self._later:
            send_later(self._cursor, brand_id, follower_id, seq)
        for brand_id, counts in self._hits.items():
            hits.note(self._cursor, brand_id, counts)


def _follow_or_leave(follower: Present, push: Message | Event) -> None:
    if isinstance(push, UnsubscribeEvent):
        follower.subscribed = False
    elif isinstance(push, SubscribeEvent):
        follower.subscribed = True
        follower.source = follower.source or push.scene or ""
    else:
        follower.subscribed = True


def _frame(seq: int, kind: str, detail: dict[str, Any], at: int, state: str) -> dict[str, Any]:
    return frame(Line(seq, kind, from_micros(at), detail, None, None, state, None), None)

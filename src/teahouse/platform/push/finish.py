"""The end of a push: its reply stored as the account's message, or the notice that the account cannot serve."""

from typing import Any, NamedTuple

from teahouse.kit.db import Cursor, hint
from teahouse.kit.house import House
from teahouse.messenger.conversations import Draft, append
from teahouse.platform.accounts import count, get_account
from teahouse.platform.followers import note_exchange
from teahouse.platform.materials import medias
from teahouse.platform.push import repository, rules
from teahouse.platform.push.models import PushAttemptRow, PushRow
from teahouse.platform.push.outbox import push_event, show
from teahouse.platform.push.ports import Meter, Performed
from teahouse.platform.push.repository import Ending
from teahouse.platform.push.rules import Shown
from teahouse.platform.push.verdicts import Outcome
from teahouse.platform.service import Spoken, transfer
from teahouse.protocol import (
    ApiError,
    Power,
    Reply,
    TextMessage,
    TransferReply,
    articles_allowed,
    may,
    parse_push,
)


class Finished(NamedTuple):
    """A push that needs no further attempt."""

    push: PushRow
    attempt: PushAttemptRow | None
    outcome: Outcome
    reply: Reply | None
    ms: int


async def finish(house: House, finished: Finished) -> None:
    """Store the end, once, with what the person reads."""
    await house.writer.submit(house.get(Finisher), finished)


class Finisher:
    """Work for the writer: pushes that have ended."""

    def __init__(self, house: House) -> None:
        """`house` knows who counts pushes."""
        self._house = house

    def __call__(self, cursor: Cursor, items: list[Finished]) -> list[None]:
        """End each, once."""
        meter = self._house.get(Meter)  # type: ignore[type-abstract]  # a port
        for item in items:
            _finish_one(cursor, item, meter)
        return [None] * len(items)


def keep_attempt(cursor: Cursor, tried: list[tuple[PushRow, PushAttemptRow]]) -> list[None]:
    """Store attempts after which the push goes on."""
    repository.add_attempts(cursor, [attempt for _, attempt in tried])
    for push_id, appid in {(push.id, push.appid) for push, _ in tried}:
        hint(cursor, f"push:{push_id}", {})
        show(cursor, appid, push_id)
    return [None] * len(tried)


def _finish_one(cursor: Cursor, item: Finished, meter: Meter) -> None:
    outcome, content, summary = _reading(cursor, item)
    fine = outcome.code in {"ok", "ignored"}
    if item.attempt is not None and outcome.code != "ignored":
        item.attempt.verdict, item.attempt.detail = outcome
    ending = Ending(item.push.id, "ok" if fine else "failed", *outcome, summary, item.ms)
    if not repository.end(cursor, ending):
        return
    if item.attempt is not None:
        repository.add_attempts(cursor, [item.attempt])
        meter.performed(cursor, Performed(item.push.appid, item.push.created_at, not fine, item.ms))
    drafts = _drafts(item.push, content, fine=fine, outcome=outcome)
    append(cursor, drafts)
    if drafts and fine:
        note_exchange(cursor, item.push.appid, item.push.person_id)
    if outcome.code == "ok" and isinstance(item.reply, TransferReply):
        _hand_over(cursor, item.push, item.reply.kf_account or "")
    if not fine:
        count(cursor, [(item.push.appid, "failed_pushes")])
    show(cursor, item.push.appid, item.push.id)


def _hand_over(cursor: Cursor, push: PushRow, kf_account: str) -> None:
    """To the desk; an account that may have no agents has nobody to hand over to."""
    if not push.person_id or not may(get_account(cursor, push.appid).kind, Power.SERVICE_DESK):
        return
    pushed = _pushed(push)
    text = pushed.content if isinstance(pushed, TextMessage) else f"[{push.kind}]"
    event = transfer(cursor, Spoken(push.appid, push.person_id, push.openid, text), kf_account)
    if event is not None:
        push_event(cursor, push.appid, push.person_id, event)


def _reading(cursor: Cursor, item: Finished) -> tuple[Outcome, tuple[str, dict[str, Any]] | None, str]:
    """The outcome, the message it makes, and the reply in one line."""
    if item.reply is None:
        return item.outcome, None, ""
    summary = rules.reply_summary(item.reply)
    if not _may_reply(item.push):
        return Outcome("ignored"), None, summary
    try:
        found = medias(cursor, item.push.appid, rules.media_ids(item.reply))
    except ApiError:
        return Outcome("bad_media"), None, summary
    shown = {
        media_id: Shown(f"/files/{media.file}", media.width, media.height, media.seconds)
        for media_id, media in found.items()
    }
    articles = articles_allowed(_pushed(item.push))
    return item.outcome, rules.content_of(item.reply, shown, articles), summary


def _pushed(push: PushRow) -> Any:  # noqa: ANN401 - a message or an event
    return parse_push(push.body.encode())


def _may_reply(push: PushRow) -> bool:
    return not push.is_event or push.kind in rules.REPLYABLE_EVENTS


def _drafts(push: PushRow, content: tuple[str, dict[str, Any]] | None, *, fine: bool, outcome: Outcome) -> list[Draft]:
    if not push.conversation_id:
        return []
    key = f"push:{push.id}"
    if fine:
        return [Draft(push.conversation_id, "account", push.appid, *content, key)] if content else []
    if outcome.code in {"dropped", "disabled"} or (push.is_event and push.kind not in rules.NOTICED_EVENTS):
        return []
    said = {"code": "account_unavailable", "params": {}}
    return [Draft(push.conversation_id, "system", push.appid, "notice", said, key)]

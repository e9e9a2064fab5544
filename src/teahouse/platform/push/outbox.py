"""Into the outbox: messages and events that an account's server is to hear."""

from collections.abc import Collection
from typing import Any

from teahouse.kit import clock, jobs
from teahouse.kit.db import Cursor, Session, cursor_of, hint
from teahouse.kit.house import House
from teahouse.kit.ids import new_id, new_number
from teahouse.messenger.contacts import AccountCard
from teahouse.messenger.conversations import Message, account_conversation
from teahouse.platform.accounts import Account, accounts, count, ended, get_account
from teahouse.platform.followers import account_cards, blacklisted, following, openids_of, record_acts
from teahouse.platform.materials import put_file
from teahouse.platform.push import letters, repository
from teahouse.platform.push.models import PushRow
from teahouse.platform.push.ports import AutoReplies
from teahouse.platform.push.rules import cut
from teahouse.platform.service import Spoken, heard
from teahouse.protocol import Event, Push, SubscribeEvent
from teahouse.protocol import Message as PushedMessage

JOB = "push"


def enqueue_push(
    to: Session | Cursor, account: Account, person_id: str, payload: Push, *, conversation_id: str = ""
) -> None:
    """Push in the open transaction: nothing is pushed when it is rolled back, or when no server is switched on.

    Of people on the account's blacklist its server hears nothing.
    """
    if account.server_enabled and not (person_id and blacklisted(to, [(account.appid, person_id)])):
        conversation = conversation_id or (account_conversation(account.appid, person_id) if person_id else "")
        add(cursor_of(to), [row_of(account, person_id, payload, conversation)])


def push_event(to: Session | Cursor, appid: str, person_id: str, event: Event) -> None:
    """Push an event of a person. Raises AccountNotFound."""
    enqueue_push(to, get_account(to, appid), person_id, event)


def row_of(account: Account, person_id: str, payload: Push, conversation_id: str) -> PushRow:
    """A push that waits."""
    message = payload if isinstance(payload, PushedMessage) else None
    event = payload if isinstance(payload, Event) else None
    return PushRow(
        id=new_id(),
        number=new_number(),
        appid=account.appid,
        person_id=person_id,
        openid=payload.from_user_name,
        conversation_id=conversation_id,
        msg_id=message.msg_id if message else None,
        kind=message.msg_type if message else event.event if event else "",
        is_event=event is not None,
        summary=cut(letters.summary_of(payload)),
        body=payload.to_xml().decode(),
        replay_of=None,
        created_at=clock.now(),
    )


def add(cursor: Cursor, rows: list[PushRow]) -> None:
    """Store pushes and their jobs; each account has a lane of its own."""
    repository.add_pushes(cursor, rows)
    count(cursor, [(row.appid, "pushes") for row in rows])
    for row in rows:
        jobs.enqueue(cursor, JOB, {"push": row.id}, key=row.id, lane=row.appid)
        show(cursor, row.appid, row.id)


def show(cursor: Cursor, appid: str, push_id: str) -> None:
    """Have open inspectors show the push as it is now."""
    hint(cursor, f"inspect:{appid}", {"type": "push", "push": push_id})


class Desk:
    """Fills the messenger's port AccountDesk and the followers' port Pusher."""

    def __init__(self, house: House) -> None:
        """`house` gives the public address, for pictures."""
        self._house = house

    def cards(self, session: Session, appids: Collection[str], person_id: str) -> dict[str, AccountCard]:
        """See AccountDesk."""
        return account_cards(session, list(appids), person_id)

    def may_send(self, cursor: Cursor, pairs: set[tuple[str, str]]) -> set[tuple[str, str]]:
        """See AccountDesk."""
        gone = ended(cursor, [appid for appid, _ in pairs])
        return following(cursor, sorted(pair for pair in pairs if pair[0] not in gone))

    def push_event(self, to: Session | Cursor, appid: str, person_id: str, event: Event) -> None:
        """See Pusher."""
        account = get_account(to, appid)
        enqueue_push(to, account, person_id, event)
        if account.autoreply_enabled and isinstance(event, SubscribeEvent):
            self._auto_replies().followed(cursor_of(to), account, person_id)

    def received(self, cursor: Cursor, messages: list[Message]) -> None:
        """See AccountDesk: open the windows for answers; then an agent, the server or a reply of its own."""
        pairs = [_pair(message) for message in messages]
        known = accounts(cursor, [appid for appid, _ in pairs])
        openids = openids_of(cursor, pairs)
        record_acts(cursor, pairs, "message")
        count(cursor, [(appid, "messages") for appid, _ in pairs])
        hidden = blacklisted(cursor, pairs)
        said = [one for one in zip(messages, pairs, strict=True) if one[1] not in hidden]
        served = heard(cursor, [_spoken(*one, openids[one[1]]) for one in said])
        rows = []
        for message, pair in said:
            account = known.get(pair[0])
            if account is None or pair in served:
                continue
            if account.server_enabled:
                row = self._row(cursor, account, message, pair[1], openids[pair])
                rows += [row] if row else []
            elif account.autoreply_enabled:
                self._auto_replies().received(cursor, account, pair[1], message)
        add(cursor, rows)

    def _auto_replies(self) -> AutoReplies:
        return self._house.get(AutoReplies)  # type: ignore[type-abstract]  # a port

    def _row(self, cursor: Cursor, account: Account, message: Message, person_id: str, openid: str) -> PushRow | None:
        def media(kind: Any, content: dict[str, Any], name: str) -> str:  # noqa: ANN401 - one of materials' kinds
            file = str(content[name]).rpartition("/")[2]
            return put_file(cursor, account.appid, kind, file)

        head = {
            "to_user_name": account.original_id,
            "from_user_name": openid,
            "create_time": message.sent_at,
            "msg_id": message.msg_id,
        }
        payload = letters.pushed(message.type, message.content, head, media, self._house.settings.base_url)
        return row_of(account, person_id, payload, message.conversation_id) if payload else None


def _spoken(message: Message, pair: tuple[str, str], openid: str) -> Spoken:
    return Spoken(*pair, openid, str(message.content.get("text") or f"[{message.type}]"))


def _pair(message: Message) -> tuple[str, str]:
    _, appid, person_id = message.conversation_id.split(":")
    return appid, person_id

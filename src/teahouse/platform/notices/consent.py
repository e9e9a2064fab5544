"""People are asked, answer, and change their mind; the account's server hears of each (reference, 3.6 and 9.3)."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from teahouse.kit import clock
from teahouse.kit.db import Session
from teahouse.kit.house import House
from teahouse.platform.accounts import get_account
from teahouse.platform.followers import Pusher, openid_of
from teahouse.platform.notices import repository
from teahouse.platform.notices.errors import NoSuchNotice
from teahouse.platform.notices.library import LONG_TERM
from teahouse.platform.notices.records import Consent, NoticeTemplate, Said
from teahouse.platform.notices.rules import MAX_ASKED
from teahouse.protocol import (
    Event,
    SubscribeMsgChange,
    SubscribeMsgChangeEvent,
    SubscribeMsgPopup,
    SubscribeMsgPopupEvent,
)

Fault = Literal[10001, 20001, 20002, 20003]
"""Why nobody can be asked, as wx-open-subscribe tells it: no template named; one that is unknown; one-time and
long-term ones together; more than three."""
PopupScene = Literal[1, 2]
"""Where a person was asked: on a page, in an article."""


class Asked(NamedTuple):
    """What a person is asked about: the templates in their order, and what stands already."""

    appid: str
    person_id: str
    fault: Fault | None
    templates: list[NoticeTemplate]
    consents: Mapping[str, Consent]


def ask(session: Session, appid: str, person_id: str, template_ids: Sequence[str]) -> Asked:
    """The question about these templates. Raises AccountNotFound."""
    get_account(session, appid)
    wanted = list(dict.fromkeys(template_ids))
    found = repository.some(session, appid, wanted)
    fault = _fault(wanted, found)
    if fault is not None:
        return Asked(appid, person_id, fault, [], {})
    templates, consents = [found[one] for one in wanted], repository.consents(session, appid, person_id)
    return Asked(appid, person_id, None, templates, consents)


def _fault(wanted: Sequence[str], found: Mapping[str, NoticeTemplate]) -> Fault | None:
    if not wanted:
        return 10001
    if len(wanted) > MAX_ASKED:
        return 20003
    if len(found) < len(wanted):
        return 20001
    return 20002 if len({one.type for one in found.values()}) > 1 else None


class Answer(NamedTuple):
    """What a person said: templates that are not `accepted` are refused; with `keep` the answer stands from now on."""

    accepted: Collection[str]
    keep: bool
    scene: PopupScene


def answer(session: Session, house: House, asked: Asked, given: Answer) -> dict[str, Said]:
    """What stands for each template: the answer, or the one that was kept before."""
    said = {one.template_id: _said(asked, one.template_id, given) for one in asked.templates}
    for one in asked.templates:
        _note(session, asked, one, said[one.template_id], keep=given.keep)
    items = tuple(
        SubscribeMsgPopup(template_id=template, subscribe_status_string=what, popup_scene=given.scene)
        for template, what in said.items()
    )
    event = SubscribeMsgPopupEvent(**_head(session, asked.appid, asked.person_id), items=items)
    _tell(session, house, asked.appid, asked.person_id, event)
    return said


def _said(asked: Asked, template_id: str, given: Answer) -> Said:
    known = asked.consents.get(template_id)
    if known and known.kept:
        return known.kept
    return "accept" if template_id in given.accepted else "reject"


def _note(session: Session, asked: Asked, one: NoticeTemplate, said: Said, *, keep: bool) -> None:
    key = (asked.appid, asked.person_id, one.template_id)
    repository.note_answer(session, key, said, clock.now(), long_term=one.type == LONG_TERM, keep=keep)
    repository.count(session, asked.appid, one.template_id, int(said == "accept"), int(said == "reject"), 0)


def switch(session: Session, house: House, appid: str, person_id: str, template_id: str, *, on: bool) -> None:
    """The switch in the account's settings; only switching off is told. Raises NoSuchNotice: never asked."""
    if template_id not in repository.consents(session, appid, person_id):
        raise NoSuchNotice
    if repository.switch(session, (appid, person_id, template_id), on=on) and not on:
        items = (SubscribeMsgChange(template_id=template_id, subscribe_status_string="reject"),)
        event = SubscribeMsgChangeEvent(**_head(session, appid, person_id), items=items)
        _tell(session, house, appid, person_id, event)


def _head(session: Session, appid: str, person_id: str) -> dict[str, Any]:
    return {
        "to_user_name": get_account(session, appid).original_id,
        "from_user_name": openid_of(session, appid, person_id),
        "create_time": clock.timestamp(),
    }


def _tell(session: Session, house: House, appid: str, person_id: str, event: Event) -> None:
    house.get(Pusher).push_event(session, appid, person_id, event)  # type: ignore[type-abstract]  # a port

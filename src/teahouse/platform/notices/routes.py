"""Subscription notifications over our own HTTP: mp's page, the question on the phone, the person's switches."""

from collections.abc import Mapping

from teahouse.kit.db import Session
from teahouse.kit.errors import Invalid
from teahouse.kit.house import House
from teahouse.kit.http import delete, get, post, put
from teahouse.kit.logins import Login
from teahouse.platform.accounts import Account, check_operator, get_account
from teahouse.platform.notices import consent, repository, rules, service
from teahouse.platform.notices.errors import NoNotices, said
from teahouse.platform.notices.library import CATEGORIES, TITLES, NoticeTitle
from teahouse.platform.notices.records import Consent, NoticeTemplate
from teahouse.platform.notices.schemas import (
    NewNotice,
    NoticeAnswer,
    NoticeAsked,
    NoticeItem,
    NoticeKeywordItem,
    NoticeOffer,
    NoticeQuestion,
    NoticeSaid,
    NoticesPage,
    NoticeSwitches,
    NoticeSwitchItem,
    NoticeSwitchWish,
)
from teahouse.protocol import Power, in_words, may

_MP = "/api/mp/accounts/{appid:str}/notices"
_PHONE = "/api/phone/accounts/{appid:str}/notices"


@get(_MP)
def read_notice_templates(session: Session, operator: Login, appid: str) -> NoticesPage:
    """The account's templates, and what it could add."""
    return _page(session, check_operator(session, operator.subject_id, appid))


@post(_MP)
def add_notice_template(session: Session, operator: Login, appid: str, data: NewNotice) -> NoticesPage:
    """Add one of the library."""
    account = check_operator(session, operator.subject_id, appid)
    if not may(account.kind, Power.SUBSCRIPTION_NOTICE):
        raise NoNotices
    with in_words(said):
        service.add(session, appid, data.tid, data.kids, rules.scene_text(data.scene.strip()))
    return _page(session, account)


@delete(_MP + "/{template_id:str}", status_code=200)
def remove_notice_template(session: Session, operator: Login, appid: str, template_id: str) -> NoticesPage:
    """Remove one."""
    account = check_operator(session, operator.subject_id, appid)
    with in_words(said):
        service.remove(session, appid, template_id)
    return _page(session, account)


@get(_PHONE + "/question")
def ask_for_notices(reader: Session, me: Login, appid: str, templates: str = "") -> NoticeQuestion:
    """What a page asks me about, its template ids with commas between them."""
    asked = consent.ask(reader, appid, me.subject_id, _ids(templates.split(",")))
    return NoticeQuestion(asked.fault, [_asked(one, asked.consents) for one in asked.templates])


@post(_PHONE + "/answer", status_code=200)
def answer_for_notices(session: Session, house: House, me: Login, appid: str, data: NoticeAnswer) -> NoticeSaid:
    """What I say to it."""
    house.limits.hit(f"notices:{me.subject_id}", 60, 60)
    asked = consent.ask(session, appid, me.subject_id, _ids(data.templates))
    if asked.fault is not None:
        raise Invalid(field="templates")
    given = consent.Answer(set(data.accepted), data.keep, 2 if data.in_article else 1)
    return NoticeSaid(consent.answer(session, house, asked, given))


@get(_PHONE)
def read_notice_switches(reader: Session, me: Login, appid: str) -> NoticeSwitches:
    """The templates that I was asked about, the first first."""
    return _switches(reader, me.subject_id, appid)


@put(_PHONE + "/{template_id:str}")
def switch_notice(
    session: Session, house: House, me: Login, appid: str, template_id: str, data: NoticeSwitchWish
) -> NoticeSwitches:
    """Refuse one, or take it again."""
    consent.switch(session, house, appid, me.subject_id, template_id, on=data.on)
    return _switches(session, me.subject_id, appid)


def _ids(given: list[str]) -> list[str]:
    return [one for part in given if (one := part.strip())]


def _page(session: Session, account: Account) -> NoticesPage:
    once = may(account.kind, Power.ONE_TIME_SUBSCRIPTION)
    return NoticesPage(
        items=[_item(one) for one in repository.all_of(session, account.appid)],
        library=[_offer(one) for one in TITLES.values()],
        once_template_id=service.once_template_id(session, account.appid) if once else None,
    )


def _item(one: NoticeTemplate) -> NoticeItem:
    return NoticeItem(
        template_id=one.template_id,
        tid=one.tid,
        title=one.title,
        type=one.type,
        content=one.content,
        example=one.example,
        scene=one.scene,
        accepted=one.accepted,
        refused=one.refused,
        sent=one.sent,
        created_at=int(one.created_at.timestamp()),
    )


def _offer(one: NoticeTitle) -> NoticeOffer:
    keywords = [NoticeKeywordItem(word.kid, word.name, word.example) for word in one.keywords]
    return NoticeOffer(one.tid, one.title, one.type, CATEGORIES[one.category], keywords)


def _asked(one: NoticeTemplate, consents: Mapping[str, Consent]) -> NoticeAsked:
    known = consents.get(one.template_id)
    lines = one.example.splitlines()
    return NoticeAsked(one.template_id, one.title, one.type, lines, known.kept if known else "")


def _switches(session: Session, person_id: str, appid: str) -> NoticeSwitches:
    get_account(session, appid)
    consents = repository.consents(session, appid, person_id)
    templates = repository.some(session, appid, consents.keys())
    items = [_switch(templates[one], consents[one]) for one in consents if one in templates]
    return NoticeSwitches(items)


def _switch(one: NoticeTemplate, known: Consent) -> NoticeSwitchItem:
    return NoticeSwitchItem(one.template_id, one.title, one.type, known.allowed, known.credit)


ROUTES = (
    *(read_notice_templates, add_notice_template, remove_notice_template),
    *(ask_for_notices, answer_for_notices, read_notice_switches, switch_notice),
)

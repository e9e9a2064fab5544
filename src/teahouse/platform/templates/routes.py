"""Templates over our own HTTP: mp's page, and the person's switch."""

from teahouse.kit import clock
from teahouse.kit.db import Session
from teahouse.kit.house import House
from teahouse.kit.http import delete, get, post, put
from teahouse.kit.logins import Login
from teahouse.platform.accounts import Account, SandboxOnly, check_operator, day_of, get_account
from teahouse.platform.templates import repository, rules, service
from teahouse.platform.templates.errors import NoTemplates, said
from teahouse.platform.templates.library import CATEGORY, INDUSTRIES, LIBRARY, LibraryTemplate, example_of, industry_ids
from teahouse.platform.templates.records import Choice, Template
from teahouse.platform.templates.schemas import (
    FailingWish,
    IndustryItem,
    IndustryWish,
    LibraryItem,
    TemplateItem,
    TemplateNotices,
    TemplatesPage,
    TemplateWish,
)
from teahouse.protocol import Power, in_words, may

_MP = "/api/mp/accounts/{appid:str}/templates"
_PHONE = "/api/phone/accounts/{appid:str}/template-notices"


@get(_MP)
def read_templates(reader: Session, house: House, operator: Login, appid: str) -> TemplatesPage:
    """The account's templates, and what it could add."""
    check_operator(reader, operator.subject_id, appid)
    return _page(reader, house, appid)


@post(_MP)
def add_template(session: Session, house: House, operator: Login, appid: str, data: TemplateWish) -> TemplatesPage:
    """Add one of the library."""
    _may(check_operator(session, operator.subject_id, appid))
    with in_words(said):
        service.add(session, appid, data.short_id, data.keywords)
    return _page(session, house, appid)


@delete(_MP + "/{template_id:str}", status_code=200)
def remove_template(session: Session, house: House, operator: Login, appid: str, template_id: str) -> TemplatesPage:
    """Remove one."""
    check_operator(session, operator.subject_id, appid)
    with in_words(said):
        service.remove(session, appid, template_id)
    return _page(session, house, appid)


@put(_MP + "/industries")
def choose_industries(session: Session, house: House, operator: Login, appid: str, data: IndustryWish) -> TemplatesPage:
    """Choose two industries; templates of others are removed."""
    _may(check_operator(session, operator.subject_id, appid))
    with in_words(said):
        service.set_industry(session, appid, industry_ids(data.first, data.second))
    return _page(session, house, appid)


@put(_MP + "/failing")
def let_fail(session: Session, house: House, operator: Login, appid: str, data: FailingWish) -> TemplatesPage:
    """Let every message end with "system failed", or no longer. Raises SandboxOnly."""
    check_operator(session, operator.subject_id, appid)
    if not house.settings.sandbox:
        raise SandboxOnly
    repository.set_failing(session, appid, on=data.failing)
    return _page(session, house, appid)


@get(_PHONE)
def read_notices(reader: Session, me: Login, appid: str) -> TemplateNotices:
    """Whether I get the account's template messages."""
    get_account(reader, appid)
    return TemplateNotices(on=not repository.refuses(reader, appid, me.subject_id))


@put(_PHONE)
def switch_notices(session: Session, me: Login, appid: str, data: TemplateNotices) -> TemplateNotices:
    """Refuse them, or take them again."""
    get_account(session, appid)
    repository.refuse(session, appid, me.subject_id, on=not data.on)
    return data


def _may(account: Account) -> None:
    if not may(account.kind, Power.TEMPLATE):
        raise NoTemplates


def _page(session: Session, house: House, appid: str) -> TemplatesPage:
    choice = repository.choice(session, appid)
    return TemplatesPage(
        items=[_item(one) for one in repository.all_of(session, appid)],
        library=[_offer(one, choice) for one in LIBRARY.values()],
        industries=[IndustryItem(number, *classes) for number, classes in INDUSTRIES.items()],
        chosen=(choice.industry1, choice.industry2),
        may_choose=choice.changed_month != rules.month_of(day_of(clock.now())),
        failing=choice.failing if house.settings.sandbox else None,
    )


def _item(one: Template) -> TemplateItem:
    first, second = one.classes
    return TemplateItem(
        template_id=one.template_id,
        short_id=one.short_id,
        title=one.title,
        first_class=first,
        second_class=second,
        content=one.content,
        example=one.example,
        delivered=one.delivered,
        blocked=one.blocked,
        failed=one.failed,
        created_at=int(one.created_at.timestamp()),
    )


def _offer(one: LibraryTemplate, choice: Choice) -> LibraryItem:
    choose = one.industry == CATEGORY
    first, second = ("", "") if choose else INDUSTRIES[one.industry]
    return LibraryItem(
        short_id=one.short_id,
        title=one.title,
        first_class=first,
        second_class=second,
        keywords=[keyword.label for keyword in one.keywords],
        example=example_of(one.keywords),
        choose=choose,
        fits=choose or one.industry in {choice.industry1, choice.industry2},
    )


ROUTES = (
    read_templates,
    add_template,
    remove_template,
    choose_industries,
    let_fail,
    read_notices,
    switch_notices,
)

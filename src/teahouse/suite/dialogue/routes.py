"""Rules, settings, uploads and article pages over HTTP."""

from typing import Annotated, Any

import msgspec
from litestar.datastructures import UploadFile
from litestar.enums import RequestEncodingType
from litestar.params import Body

from teahouse.kit.db import Session
from teahouse.kit.errors import Invalid, Text
from teahouse.kit.house import House
from teahouse.kit.http import delete, get, post, put
from teahouse.kit.logins import Login
from teahouse.kit.uploads import check_picture
from teahouse.suite.dialogue import repository, service
from teahouse.suite.dialogue.errors import NoSuchArticle
from teahouse.suite.dialogue.inputs import Answer, RuleIn, SettingsBody, TextAnswer
from teahouse.suite.dialogue.models import Article, Rule
from teahouse.suite.dialogue.rules import Manner
from teahouse.suite.dialogue.schemas import ArticlePage, FileOut, RuleOut, RulesOut, TrialIn, TrialOut
from teahouse.suite.dialogue.trial import Trials
from teahouse.suite.organization import brand_name, check_member, record

Upload = Annotated[dict[str, UploadFile], Body(media_type=RequestEncodingType.MULTI_PART)]

_BRAND = "/api/brands/{brand_id:str}"
_UPLOADS_AN_HOUR = 300


@get(_BRAND + "/rules")
def rules(reader: Session, house: House, staff: Login, brand_id: str, account_id: str = "") -> RulesOut:
    check_member(reader, staff, brand_id, "agent")
    rows = repository.rules(reader, brand_id, account_id)
    bodies = repository.bodies(reader, brand_id, [row.id for row in rows])
    uncounted = repository.uncounted(reader, brand_id)
    return RulesOut([_rule(house, row, bodies, row.hits + uncounted[row.id]) for row in rows])


@post(_BRAND + "/rules")
def add_rule(session: Session, house: House, staff: Login, brand_id: str, data: RuleIn) -> RuleOut:
    member = check_member(session, staff, brand_id, "operator")
    row = service.add(session, brand_id, data)
    record(session, member, "rule.added", row.name)
    return _one(session, house, row)


@put(_BRAND + "/rules/{rule_id:str}")
def change_rule(session: Session, house: House, staff: Login, brand_id: str, rule_id: str, data: RuleIn) -> RuleOut:
    member = check_member(session, staff, brand_id, "operator")
    row = service.change(session, brand_id, rule_id, data)
    record(session, member, "rule.changed", row.name)
    return _one(session, house, row)


@delete(_BRAND + "/rules/{rule_id:str}")
def remove_rule(session: Session, staff: Login, brand_id: str, rule_id: str) -> None:
    member = check_member(session, staff, brand_id, "operator")
    record(session, member, "rule.removed", service.remove(session, brand_id, rule_id).name)


@post(_BRAND + "/rules/test", status_code=200)
def test_rules(reader: Session, house: House, staff: Login, brand_id: str, data: TrialIn) -> TrialOut:
    check_member(reader, staff, brand_id, "agent")
    verdict = house.get(Trials).ask(reader, brand_id, data.account_id, data.kind, data.value)
    if verdict.rule_id is None:
        return TrialOut(None, [TextAnswer(verdict.say)] if verdict.say else [])
    rule = _one(reader, house, service.find(reader, brand_id, verdict.rule_id))
    return TrialOut(rule, rule.answers)


@get(_BRAND + "/settings/dialogue")
def settings(reader: Session, staff: Login, brand_id: str) -> SettingsBody:
    check_member(reader, staff, brand_id, "agent")
    return _settings(service.manner(reader, brand_id))


@put(_BRAND + "/settings/dialogue")
def set_settings(session: Session, staff: Login, brand_id: str, data: SettingsBody) -> SettingsBody:
    member = check_member(session, staff, brand_id, "operator")
    manner = service.set_manner(session, brand_id, data)
    record(session, member, "dialogue.changed", "")
    return _settings(manner)


@post(_BRAND + "/files")
def upload(reader: Session, house: House, staff: Login, brand_id: str, data: Upload) -> FileOut:
    member = check_member(reader, staff, brand_id, "agent")
    house.limits.hit(f"files:{member.staff_id}", _UPLOADS_AN_HOUR, 3600)
    found = data.get("file")
    if not isinstance(found, UploadFile):
        raise Invalid(field="file", text=Text("请选择图片", "Choose a picture"))
    picture = check_picture(found.file.read())
    file = house.files.put(picture.data, picture.content_type)
    return FileOut(file, _url(house, file), picture.width, picture.height)


@get("/api/h5/articles/{article_id:str}")
def article(session: Session, house: House, article_id: str) -> ArticlePage:
    """The page of an article; each reading counts."""
    row = repository.read_page(session, article_id)
    if row is None:
        raise NoSuchArticle
    return _page(house, row, brand_name(session, row.brand_id))


def _page(house: House, row: Article, brand: str) -> ArticlePage:
    image = row.image if row.image.startswith("http") or not row.image else _url(house, row.image)
    published = int(row.published_at.timestamp())
    return ArticlePage(row.title, brand, None, image or None, row.body, published, row.views)


def _one(session: Session, house: House, row: Rule) -> RuleOut:
    hits = row.hits + repository.uncounted(session, row.brand_id)[row.id]
    return _rule(house, row, repository.bodies(session, row.brand_id, [row.id]), hits)


def _rule(house: House, row: Rule, bodies: dict[str, str], hits: int) -> RuleOut:
    return RuleOut(
        id=row.id,
        account_id=row.account_id or None,
        name=row.name,
        trigger=row.trigger,
        match=row.match,
        keywords=row.keywords,
        priority=row.priority,
        enabled=row.enabled,
        answers=[_answer(house, answer, bodies) for answer in row.answers],
        hits=hits,
        updated_at=int(row.updated_at.timestamp()),
    )


def _answer(house: House, stored: dict[str, Any], bodies: dict[str, str]) -> Answer:
    shown = dict(stored)
    if stored["type"] == "image":
        shown["url"] = _url(house, stored["file"])
    elif stored["type"] == "article":
        shown["file"], shown["url"] = stored["file"] or None, stored["url"] or None
        shown["image_url"] = _url(house, stored["file"]) if stored["file"] else stored["image_url"] or None
        shown["body"] = bodies.get(stored.get("article_id", ""))
    found: Answer = msgspec.convert(shown, Answer)
    return found


def _settings(manner: Manner) -> SettingsBody:
    return SettingsBody(
        handover_message=manner.handover_message,
        away_message=manner.away_message,
        handover_on_no_match=manner.handover_on_no_match,
        away_from=manner.away_from or None,
        away_to=manner.away_to or None,
        default_message=manner.default_message or None,
    )


def _url(house: House, file: str) -> str:
    return f"{house.settings.base_url}/files/{file}"


ROUTES = (
    rules,
    add_rule,
    change_rule,
    remove_rule,
    test_rules,
    settings,
    set_settings,
    upload,
    article,
)

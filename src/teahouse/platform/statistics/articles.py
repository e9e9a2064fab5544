"""What people did with articles, counted by day, hour, source and scene (reference, section 14). Pure, like rules."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Literal, NamedTuple

from teahouse.platform.statistics.rules import CHINA, Row, Span, day_of

_ALL_SOURCES = 99999999
_SESSION, _FRIENDS, _MOMENTS, _HISTORY = 0, 1, 2, 4
_DETAIL_DAYS = 7


class ArticleAct(NamedTuple):
    """A person did something with an article. Codes of `source` (where they came from) and `scene` as in section 14."""

    msgid: str
    """<msg_data_id>_<idx>, counted from 1."""
    title: str
    person_id: str
    kind: Literal["read", "original", "share", "favourite", "like", "comment"]
    """original: opened the page behind "read the original"."""
    at: datetime
    source: int = _SESSION
    scene: int = 0
    """Of a share: whereto."""


class ArticlePublished(NamedTuple):
    """An article that was published, and to how many it was sent with that; None: to nobody."""

    msgid: str
    title: str
    at: datetime
    url: str
    target_user: int | None


class ArticleSent(NamedTuple):
    """An article that was sent, and to how many."""

    msgid: str
    title: str
    at: datetime
    target_user: int


_FIELDS = (("int_page_read", "read"), ("ori_page_read", "original"), ("share", "share"), ("add_to_fav", "favourite"))


_KINDS = {kind for _, kind in _FIELDS}


def _pair(acts: Iterable[ArticleAct], name: str, count: str = "count") -> Row:
    found = list(acts)
    return {f"{name}_user": len({one.person_id for one in found}), f"{name}_{count}": len(found)}


def _eight(acts: Sequence[ArticleAct]) -> Row:
    row: Row = {}
    for name, kind in _FIELDS:
        row |= _pair((one for one in acts if one.kind == kind), name)
    return row


def article_summary(acts: Sequence[ArticleAct]) -> list[Row]:
    """What was done with each article, by day."""
    grouped = _grouped(_counted(acts), lambda one: (day_of(one.at), one.msgid, one.title))
    return [
        {"ref_date": day.isoformat(), "msgid": msgid, "title": title, **_eight(found)}
        for (day, msgid, title), found in grouped
    ]


def _counted(acts: Iterable[ArticleAct]) -> list[ArticleAct]:
    """Without what only the newer calls tell."""
    return [one for one in acts if one.kind in _KINDS]


def _grouped(acts: Iterable[ArticleAct], key_of: Callable[[ArticleAct], Any]) -> Iterator[tuple[Any, list[ArticleAct]]]:
    found: defaultdict[Any, list[ArticleAct]] = defaultdict(list)
    for one in acts:
        found[key_of(one)].append(one)
    yield from sorted(found.items())


def detail_span(span: Span, yesterday: date) -> Span:
    """The days of which details of articles sent within a span are told."""
    return Span(span.begin, min(span.end + timedelta(days=_DETAIL_DAYS - 1), yesterday))


def article_total(sent: Iterable[ArticleSent], acts: Sequence[ArticleAct], yesterday: date) -> list[Row]:
    """Of each article sent, all that was done with it until the end of each of the seven days after."""
    rows = []
    for one in sorted(sent, key=lambda article: (article.at, article.msgid)):
        of_it = [act for act in acts if act.msgid == one.msgid]
        first = day_of(one.at)
        days = Span(first, min(first + timedelta(days=_DETAIL_DAYS - 1), yesterday)).days
        details = [_detail(one, [act for act in of_it if day_of(act.at) <= day], day) for day in days]
        rows.append({"ref_date": first.isoformat(), "msgid": one.msgid, "title": one.title, "details": details})
    return rows


def _detail(sent: ArticleSent, acts: Sequence[ArticleAct], day: date) -> Row:
    reads = [one for one in acts if one.kind == "read"]
    feeds = [one for one in acts if one.kind == "share" and one.scene == _MOMENTS]
    named = {_SESSION: "session", _HISTORY: "hist_msg", _MOMENTS: "feed", _FRIENDS: "friends"}
    row: Row = {"stat_date": day.isoformat(), "target_user": sent.target_user, **_eight(acts)}
    for source, name in named.items():
        row |= _pair((one for one in reads if one.source == source), f"int_page_from_{name}_read")
    row |= _pair((one for one in reads if one.source not in named), "int_page_from_other_read")
    for source, name in {_SESSION: "session", _MOMENTS: "feed"}.items():
        row |= _pair((one for one in feeds if one.source == source), f"feed_share_from_{name}", "cnt")
    others = (one for one in feeds if one.source not in {_SESSION, _MOMENTS})
    return row | _pair(others, "feed_share_from_other", "cnt")


def user_read(acts: Sequence[ArticleAct]) -> list[Row]:
    """What was done with all articles, by day and source; 99999999 for all sources."""
    return _reads(acts, lambda one: (day_of(one.at),), ("ref_date",))


def user_read_hours(acts: Sequence[ArticleAct]) -> list[Row]:
    """The same by hour."""
    return _reads(acts, lambda one: (day_of(one.at), _hour_of(one)), ("ref_date", "ref_hour"))


def _hour_of(act: ArticleAct) -> int:
    return act.at.astimezone(CHINA).hour * 100


def _reads(
    acts: Sequence[ArticleAct], when: Callable[[ArticleAct], tuple[Any, ...]], names: tuple[str, ...]
) -> list[Row]:
    counted = _counted(acts)
    by_source = _grouped(counted, lambda one: (*when(one), one.source))
    all_of_it = _grouped(counted, lambda one: (*when(one), _ALL_SOURCES))
    return [
        {**_when(key, names), "user_source": key[-1], **_eight(found)}
        for key, found in sorted([*by_source, *all_of_it], key=lambda item: item[0])
    ]


def _when(key: tuple[Any, ...], names: tuple[str, ...]) -> Row:
    return {name: part.isoformat() if isinstance(part, date) else part for name, part in zip(names, key, strict=False)}


def user_share(acts: Sequence[ArticleAct]) -> list[Row]:
    """Shares by day and scene."""
    return _shares(acts, lambda one: (day_of(one.at),), ("ref_date",))


def user_share_hours(acts: Sequence[ArticleAct]) -> list[Row]:
    """The same by hour."""
    return _shares(acts, lambda one: (day_of(one.at), _hour_of(one)), ("ref_date", "ref_hour"))


def _shares(
    acts: Sequence[ArticleAct], when: Callable[[ArticleAct], tuple[Any, ...]], names: tuple[str, ...]
) -> list[Row]:
    shares = [one for one in acts if one.kind == "share"]
    return [
        {**_when(key, names), "share_scene": key[-1], **_pair(found, "share")}
        for key, found in _grouped(shares, lambda one: (*when(one), one.scene))
    ]

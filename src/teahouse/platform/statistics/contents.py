"""The figures of published articles that WeChat tells since November 2025: sent or not, by where readers came from.

Source: the documentation of getarticleread, getarticleshare, getbizsummary and getarticletotaldetail. Pure, like rules.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from teahouse.platform.statistics.articles import ArticleAct, ArticlePublished
from teahouse.platform.statistics.rules import Row, Span, day_of

_MESSAGE, _OTHER = 0, 5
_SCENES = {
    _MESSAGE: "公众号消息",
    1: "聊天会话",
    2: "朋友圈",
    4: "公众号主页",
    _OTHER: "其他",
    6: "推荐",
    7: "搜一搜",
}
"""By the source of a reader as the older calls have it."""
_DETAIL_DAYS = 30
_NOTIFIED, _NOT_NOTIFIED = 0, 1


class FollowedAfter(NamedTuple):
    """Somebody followed out of an article."""

    msgid: str
    person_id: str
    at: datetime


def _people(acts: Iterable[ArticleAct], kind: str) -> int:
    return len({one.person_id for one in acts if one.kind == kind})


def _readers(acts: Iterable[ArticleAct]) -> Row:
    came: defaultdict[int, set[str]] = defaultdict(set)
    for one in acts:
        if one.kind == "read":
            came[one.source if one.source in _SCENES else _OTHER].add(one.person_id)
    everybody = len(set().union(*came.values()))
    by_scene = [{"user_count": len(came[source]), "scene_desc": scene} for source, scene in _SCENES.items()]
    return {"read_user": everybody, "read_user_source": [{"user_count": everybody, "scene_desc": "全部"}, *by_scene]}


def _by_article(acts: Iterable[ArticleAct], kind: str, detail_of: Callable[[Sequence[ArticleAct]], Row]) -> list[Row]:
    """A row for each day and article of which there is an act of that kind."""
    found: defaultdict[tuple[date, str], list[ArticleAct]] = defaultdict(list)
    for one in acts:
        if one.kind == kind:
            found[day_of(one.at), one.msgid].append(one)
    return [
        {"ref_date": day.isoformat(), "msgid": msgid, "detail": detail_of(of_it)}
        for (day, msgid), of_it in sorted(found.items())
    ]


def article_read(acts: Iterable[ArticleAct]) -> list[Row]:
    """Who read each article, by day."""
    return _by_article(acts, "read", _readers)


def article_share(acts: Iterable[ArticleAct]) -> list[Row]:
    """Who shared each article, by day."""
    return _by_article(acts, "share", lambda of_it: {"share_user": _people(of_it, "share")})


def _reactions(acts: Sequence[ArticleAct]) -> Row:
    """Nobody here keeps favourites or gives hearts."""
    return {
        "share_user": _people(acts, "share"),
        "zaikan_user": 0,
        "like_user": _people(acts, "like"),
        "comment_count": sum(one.kind == "comment" for one in acts),
        "collection_user": _people(acts, "favourite"),
    }


def biz_summary(acts: Sequence[ArticleAct], published: Iterable[ArticlePublished], span: Span) -> list[Row]:
    """What was done with all articles, and how many were published, for each day."""
    by_day: defaultdict[date, list[ArticleAct]] = defaultdict(list)
    for one in acts:
        by_day[day_of(one.at)].append(one)
    days = [day_of(one.at) for one in published]
    return [{"ref_date": day.isoformat(), "detail": _summary(by_day[day], days.count(day))} for day in span.days]


def _summary(acts: Sequence[ArticleAct], published: int) -> Row:
    behind = {"redirect_ori_page_user": _people(acts, "original"), "send_page_count": published}
    return {**_readers(acts), **_reactions(acts), **behind}


def detail_span(span: Span, yesterday: date) -> Span:
    """The days of which details of articles published within a span are told."""
    return Span(span.begin, min(span.end + timedelta(days=_DETAIL_DAYS - 1), yesterday))


def followed_after(acts: Iterable[ArticleAct], follows: Iterable[tuple[str, datetime]]) -> list[FollowedAfter]:
    """Of people who followed out of an article: which, the one they had read last."""
    reads: defaultdict[str, list[ArticleAct]] = defaultdict(list)
    for one in acts:
        if one.kind == "read":
            reads[one.person_id].append(one)
    found = []
    for person_id, at in follows:
        before = [one for one in reads[person_id] if one.at <= at]
        if before:
            found.append(FollowedAfter(max(before, key=lambda one: one.at).msgid, person_id, at))
    return found


def article_total_detail(
    published: Iterable[ArticlePublished],
    acts: Sequence[ArticleAct],
    follows: Sequence[FollowedAfter],
    yesterday: date,
) -> list[Row]:
    """Of each article published, all that was done with it until the end of each of the thirty days after."""
    rows = []
    for one in sorted(published, key=lambda article: (article.at, article.msgid)):
        first = day_of(one.at)
        days = Span(first, min(first + timedelta(days=_DETAIL_DAYS - 1), yesterday)).days
        of_it = [act for act in acts if act.msgid == one.msgid]
        came = [follow for follow in follows if follow.msgid == one.msgid]
        rows.append(
            {
                "ref_date": first.isoformat(),
                "msgid": one.msgid,
                "publish_type": _NOT_NOTIFIED if one.target_user is None else _NOTIFIED,
                "title": one.title,
                "content_url": one.url,
                "detail_list": [_detail(one, _until(of_it, day), _until(came, day), day) for day in days],
            }
        )
    return rows


def _until(what: Iterable[Any], day: date) -> list[Any]:
    return [one for one in what if day_of(one.at) <= day]


def _detail(one: ArticlePublished, acts: Sequence[ArticleAct], came: Sequence[FollowedAfter], day: date) -> Row:
    """Phones do not tell how long and how far somebody read, and nobody tips."""
    told = _people((act for act in acts if act.source == _MESSAGE), "read")
    return {
        "stat_date": day.isoformat(),
        **_readers(acts),
        **_reactions(acts),
        "praise_money": 0,
        "read_subscribe_user": len({follow.person_id for follow in came}),
        "read_delivery_rate": round(told / one.target_user, 4) if one.target_user else 0.0,
        "read_finish_rate": 0.0,
        "read_avg_activetime": 0.0,
        "read_jump_position": [],
    }

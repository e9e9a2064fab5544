"""Calls of the public API about figures (reference, section 14)."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import msgspec

from teahouse.kit import clock
from teahouse.platform.api import Call, Handler
from teahouse.platform.statistics import articles, contents, events, rules
from teahouse.platform.statistics.rules import Row, Span

_Figures = Callable[[Call, Span], list[Row]]


class _Days(msgspec.Struct):
    begin_date: str = ""
    end_date: str = ""


def _call(most: int, figures: _Figures, **more: bool) -> Handler:
    """A call about days fewer than `most` apart; `more` is what its answers say beside the list."""

    def answer(call: Call) -> Mapping[str, Any]:
        days = call.json(_Days)
        span = rules.parse_span(days.begin_date, days.end_date, most, clock.now())
        return {"list": figures(call, span), **more}

    return answer


def _yesterday() -> date:
    return rules.day_of(clock.now()) - timedelta(days=1)


def _days(span: Span) -> list[Span]:
    return [Span(day, day) for day in span.days]


def _weeks(span: Span) -> list[Span]:
    return rules.weeks(span, _yesterday())


def _months(span: Span) -> list[Span]:
    return rules.months(span, _yesterday())


def user_summary(call: Call, span: Span) -> list[Row]:
    """Getusersummary."""
    return rules.user_summary(events.moves(call.session, call.account.appid, span), span)


def user_cumulate(call: Call, span: Span) -> list[Row]:
    """Getusercumulate."""
    before = events.followers_before(call.session, call.account.appid, span)
    return rules.user_cumulate(before, events.moves(call.session, call.account.appid, span), span)


def _upstream(periods_of: Callable[[Span], Sequence[Span]]) -> _Figures:
    """getupstreammsg, by day, week or month."""

    def figures(call: Call, span: Span) -> list[Row]:
        periods = periods_of(span)
        return rules.upstream(events.heard(call.session, call.account.appid, periods), periods)

    return figures


def _upstream_dist(periods_of: Callable[[Span], Sequence[Span]]) -> _Figures:
    """getupstreammsgdist, by day, week or month."""

    def figures(call: Call, span: Span) -> list[Row]:
        periods = periods_of(span)
        return rules.upstream_dist(events.heard(call.session, call.account.appid, periods), periods)

    return figures


def upstream_hours(call: Call, span: Span) -> list[Row]:
    """Getupstreammsghour."""
    return rules.upstream_hours(events.heard(call.session, call.account.appid, [span]))


def interface_days(call: Call, span: Span) -> list[Row]:
    """Getinterfacesummary."""
    return rules.interface_days(events.push_hours(call.session, call.account.appid, span))


def interface_hours(call: Call, span: Span) -> list[Row]:
    """Getinterfacesummaryhour."""
    return rules.interface_hours(events.push_hours(call.session, call.account.appid, span))


def _articles(count: Callable[[list[articles.ArticleAct]], list[Row]]) -> _Figures:
    """Figures from what people did with articles."""

    def figures(call: Call, span: Span) -> list[Row]:
        return count(events.article_acts(call.session, call.house, call.account.appid, span))

    return figures


def article_total(call: Call, span: Span) -> list[Row]:
    """Getarticletotal."""
    yesterday = _yesterday()
    sent = events.articles_sent(call.session, call.house, call.account.appid, span)
    acts = events.article_acts(call.session, call.house, call.account.appid, articles.detail_span(span, yesterday))
    return articles.article_total(sent, acts, yesterday)


def biz_summary(call: Call, span: Span) -> list[Row]:
    """Getbizsummary."""
    published = events.articles_published(call.session, call.house, call.account.appid, span)
    return contents.biz_summary(
        events.article_acts(call.session, call.house, call.account.appid, span), published, span
    )


def article_total_detail(call: Call, span: Span) -> list[Row]:
    """Getarticletotaldetail."""
    session, house, appid, yesterday = call.session, call.house, call.account.appid, _yesterday()
    after = contents.detail_span(span, yesterday)
    acts = events.article_acts(session, house, appid, after)
    follows = contents.followed_after(acts, events.article_follows(session, appid, after))
    published = events.articles_published(session, house, appid, span)
    return contents.article_total_detail(published, acts, follows, yesterday)


API: dict[str, Handler] = {
    "/datacube/getusersummary": _call(7, user_summary),
    "/datacube/getusercumulate": _call(7, user_cumulate),
    "/datacube/getarticlesummary": _call(1, _articles(articles.article_summary)),
    "/datacube/getarticletotal": _call(1, article_total),
    "/datacube/getuserread": _call(3, _articles(articles.user_read)),
    "/datacube/getuserreadhour": _call(1, _articles(articles.user_read_hours)),
    "/datacube/getusershare": _call(7, _articles(articles.user_share)),
    "/datacube/getusersharehour": _call(1, _articles(articles.user_share_hours)),
    "/datacube/getarticleread": _call(1, _articles(contents.article_read), is_delay=False),
    "/datacube/getarticleshare": _call(1, _articles(contents.article_share), is_delay=False),
    "/datacube/getbizsummary": _call(30, biz_summary, is_delay=False),
    "/datacube/getarticletotaldetail": _call(1, article_total_detail, is_delay=False),
    "/datacube/getupstreammsg": _call(7, _upstream(_days)),
    "/datacube/getupstreammsghour": _call(1, upstream_hours),
    "/datacube/getupstreammsgweek": _call(30, _upstream(_weeks)),
    "/datacube/getupstreammsgmonth": _call(30, _upstream(_months)),
    "/datacube/getupstreammsgdist": _call(15, _upstream_dist(_days)),
    "/datacube/getupstreammsgdistweek": _call(30, _upstream_dist(_weeks)),
    "/datacube/getupstreammsgdistmonth": _call(30, _upstream_dist(_months)),
    "/datacube/getinterfacesummary": _call(30, interface_days),
    "/datacube/getinterfacesummaryhour": _call(1, interface_hours),
}

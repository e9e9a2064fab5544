"""An article as a web page, complete without a script; the script makes its buttons work."""

import hashlib
from datetime import timedelta
from functools import cache
from html import escape
from pathlib import Path
from typing import NamedTuple

from teahouse.kit.errors import Language
from teahouse.messenger.people import avatar_url
from teahouse.platform.articles.cleaning import for_page
from teahouse.platform.articles.page_words import WORDS
from teahouse.platform.articles.reading import Page, Reader
from teahouse.platform.articles.records import Article, Comment

ASSETS = Path(__file__).parent / "assets"
PREFIX = "/s/assets/"
HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
        " media-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
    ),
}
_CHINA = timedelta(hours=8)
_MANY = 100_000


class View(NamedTuple):
    """How a page is to be drawn: the reader's language, their token against forgery, the network's address."""

    language: Language
    csrf: str
    base_url: str

    def say(self, key: str, **values: object) -> str:
        """A text, safe inside HTML."""
        chinese, english = WORDS[key]
        return escape((english if self.language == "en" else chinese).format(**values))


@cache
def asset(name: str) -> tuple[bytes, str] | None:
    """A file of the page and a mark of its content; None when there is none."""
    if name not in {"article.css", "article.js"}:
        return None
    data = (ASSETS / name).read_bytes()
    return data, hashlib.sha256(data).hexdigest()[:12]


def _asset_url(name: str) -> str:
    found = asset(name)
    return f"{PREFIX}{name}?v={found[1]}" if found else ""


def draw(page: Page, view: View) -> str:
    """The page."""
    article, account = page.article, page.account
    main = "".join(
        (
            f'<p class="notice">{view.say("preview")}</p>' if page.is_draft else "",
            f"<h1>{escape(article.title)}</h1>" if article.title else "",
            _meta(page, view),
            _body(article, view),
            _foot(page, view),
            _account(page, view),
            _comments(page, view),
        )
    )
    image = f'<meta property="og:image" content="/files/{article.cover}">' if article.cover else ""
    head = (
        f'<meta property="og:title" content="{escape(article.title)}">'
        f'<meta property="og:description" content="{escape(article.digest)}">{image}'
    )
    return _document(article.title or account.name, main, view, head, page=article.page, appid=account.appid)


def draw_missing(view: View) -> str:
    """The page of an article that is not there."""
    main = f'<div class="gone"><p>{view.say("gone")}</p><p class="hint">{view.say("gone_hint")}</p></div>'
    return _document(view.say("gone"), main, view, "")


def _document(title: str, main: str, view: View, head: str, **data: str) -> str:
    marks = "".join(f' data-{name}="{escape(value)}"' for name, value in data.items())
    return (
        f'<!doctype html><html lang="{view.language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">'
        f'<title>{escape(title)}</title>{head}<meta name="csrf" content="{escape(view.csrf)}">'
        f'<link rel="stylesheet" href="{_asset_url("article.css")}">'
        f'<script type="module" src="{_asset_url("article.js")}"></script></head>'
        f'<body{marks} data-failed="{view.say("failed")}" data-confirm="{view.say("withdraw_ask")}"'
        f' data-subscribed="{view.say("subscribed")}" data-phone-only="{view.say("phone_only")}">'
        f'<main>{main}</main><p id="status" role="status"></p></body></html>'
    )


def _meta(page: Page, view: View) -> str:
    article, account = page.article, page.account
    author = f"<span>{escape(article.author)}</span>" if article.author else ""
    at = (page.at + _CHINA).strftime("%Y-%m-%d %H:%M")
    return (
        f'<p class="meta">{author}<a href="{_profile(account.appid)}" data-phone>{escape(account.name)}</a>'
        f'<time datetime="{page.at.isoformat(timespec="seconds")}">{at}</time></p>'
    )


def _profile(appid: str) -> str:
    return f"/phone/#/account/{escape(appid)}?source=article"


def _body(article: Article, view: View) -> str:
    cover = f'<img class="cover" src="/files/{article.cover}" alt="">' if article.show_cover and article.cover else ""
    if article.kind == "newspic":
        pictures = "".join(
            f'<img src="/files/{one.file}" alt="{view.say("picture", number=number)}">'
            for number, one in enumerate(article.pictures, 1)
        )
        return f'<div class="pictures">{pictures}</div><div class="content text">{escape(article.content)}</div>'
    return f'{cover}<article class="content">{for_page(article.content, view.base_url)}</article>'


def _foot(page: Page, view: View) -> str:
    article, reader = page.article, page.reader
    original = ""
    if article.source_url:
        url = escape(article.source_url)
        original = f'<a href="{url}" rel="noopener noreferrer nofollow" data-out>{view.say("original")}</a>'
    if page.is_draft:
        return f'<p class="foot">{original}</p>' if original else ""
    likes = bool(reader and reader.likes)
    like = (
        f'<button type="button" id="like" aria-pressed="{"true" if likes else "false"}"{"" if reader else " disabled"}>'
        f'<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M12 20s-7-4.4-7-9.6A3.9 3.9 0 0 1 12 8a3.9 3.9 0 0 1 7 '
        f'2.4C19 15.6 12 20 12 20z"/></svg>{view.say("like")} <b>{_figure(article.likes, view)}</b></button>'
    )
    return (
        f'<p class="foot">{original}<span>{view.say("reads")} <b id="reads">{_figure(article.reads, view)}</b></span>'
        f"{like}</p>"
    )


def _figure(number: int, view: View) -> str:
    return view.say("many") if number > _MANY else str(number)


def _account(page: Page, view: View) -> str:
    account, reader = page.account, page.reader
    picture = avatar_url(account.avatar)
    face = (
        f'<img src="{escape(picture)}" alt="">' if picture else f'<i aria-hidden="true">{escape(account.name[:1])}</i>'
    )
    if reader is None:
        act = f'<a class="button" href="/phone/" data-phone>{view.say("sign_in")}</a>'
    elif reader.follows:
        act = f'<a class="button quiet" href="{_profile(account.appid)}" data-phone>{view.say("following")}</a>'
    else:
        act = f'<button type="button" id="follow" data-done="{view.say("following")}">{view.say("follow")}</button>'
    return (
        f'<section class="account">{face}<a href="{_profile(account.appid)}" data-phone>'
        f"<b>{escape(account.name)}</b><small>{escape(account.introduction)}</small></a>{act}</section>"
    )


def _comments(page: Page, view: View) -> str:
    article, reader = page.article, page.reader
    if page.is_draft or not (article.open_comment or page.comments):
        return ""
    chosen = "".join(_comment(one, page, view) for one in page.comments)
    empty = f'<p class="hint" id="none">{view.say("no_comments")}</p>' if not chosen else ""
    own = "".join(_comment(one, page, view, own=True) for one in (reader.own if reader else ()))
    mine = f"<h3>{view.say('mine')}</h3><ul>{own}</ul>" if own else ""
    return (
        f'<section class="comments"><h2>{view.say("comments")}</h2>{_form(article, reader, view)}{mine}'
        f"<ul>{chosen}</ul>{empty}</section>"
    )


def _form(article: Article, reader: Reader | None, view: View) -> str:
    if not article.open_comment:
        return f'<p class="hint">{view.say("closed")}</p>'
    if reader is None:
        return f'<p class="hint">{view.say("sign_in_first")}</p>'
    if article.fans_only and not reader.follows:
        return f'<p class="hint">{view.say("fans_only")}</p>'
    return (
        f'<form id="write"><textarea name="text" rows="2" maxlength="600" required aria-label="{view.say("write")}"'
        f' placeholder="{view.say("write")}"></textarea><button type="submit">{view.say("send")}</button></form>'
        f'<p class="hint">{view.say("chosen_only")}</p>'
    )


def _comment(one: Comment, page: Page, view: View, *, own: bool = False) -> str:
    person = page.people.get(one.person_id)
    name, picture = (person.nickname, avatar_url(person.avatar)) if person else ("", None)
    face = f'<img src="{escape(picture)}" alt="">' if picture else f'<i aria-hidden="true">{escape(name[:1])}</i>'
    reply = (
        f"<blockquote><b>{view.say('author')}</b><p>{escape(one.reply)}</p></blockquote>"
        if one.reply is not None
        else ""
    )
    is_mine = page.reader is not None and page.reader.person_id == one.person_id
    act = (
        f'<button type="button" data-withdraw="{one.number}">{view.say("withdraw")}</button>' if own or is_mine else ""
    )
    return f"<li>{face}<div><b>{escape(name)}</b>{act}<p>{escape(one.text)}</p>{reply}</div></li>"

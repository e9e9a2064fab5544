"""HTML of articles, cleaned by an allow-list: what the platform keeps, and nothing that could run or look elsewhere.

Pictures, voices and videos are those that were uploaded here (reference, 10.1: only the URLs of uploadimg survive).
"""

import html
import re
from collections.abc import Mapping

import nh3

_TAGS = {
    *("p", "br", "hr", "div", "section", "span", "font", "center", "figure", "figcaption", "blockquote", "pre", "code"),
    *("strong", "b", "em", "i", "u", "s", "del", "ins", "mark", "small", "sub", "sup"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "a", "img", "video", "audio"),
    "wx-open-subscribe",
    *("table", "caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "td", "th"),
}
_GONE = {"script", "style", "iframe", "object", "embed", "noscript", "template", "svg", "math", "title", "textarea"}
"""Removed with all that is in them; of other unknown tags the content stays."""
_ATTRIBUTES = {
    "*": {"style", "align", "dir", "lang"},
    "a": {"href", "title"},
    "img": {"src", "data-src", "alt", "title", "width", "height"},
    "video": {"src", "poster", "width", "height", "controls"},
    "audio": {"src", "controls"},
    "font": {"color", "size"},
    "td": {"colspan", "rowspan", "width"},
    "th": {"colspan", "rowspan", "width"},
    "col": {"span", "width"},
    "ol": {"start", "type"},
    "wx-open-subscribe": {"template"},
}
_STYLES = re.compile(
    r"(color|background|background-color|opacity|line-height|letter-spacing|white-space|word-break|overflow-wrap"
    r"|vertical-align|display|float|clear|width|height|(max|min)-(width|height)|box-sizing|box-shadow|border-collapse"
    r"|font(-(size|weight|style|family|variant))?|text-(align|indent|decoration|transform|shadow)"
    r"|(margin|padding)(-(top|right|bottom|left))?|border(-(top|right|bottom|left))?(-(width|style|color|radius))?"
    r"|list-style(-type)?|flex(-(direction|wrap|grow|shrink|basis|flow))?|justify-content|align-(items|self)|gap)"
)
_STYLE_VALUE = re.compile(r"[\w\s#.,%!'\"+*/-]*(?:(?:rgba?|hsla?|calc)\([\w\s.,%+*/-]*\)[\w\s#.,%!'\"+*/-]*)*")
_FILE = re.compile(r"/files/[0-9A-Za-z_-]{24,64}\.[a-z0-9]{2,5}")
_TEMPLATES = re.compile(r"[\w-]{1,64}(,[\w-]{1,64}){0,2}", re.ASCII)
"""Up to three templates of subscription notifications."""
_PICTURE = re.compile(r'<(img)((?: [\w-]+="[^"]*")*)>')
_PLAYER = re.compile(r'<(/?)(video|audio)((?: [\w-]+="[^"]*")*)>')
_ATTRIBUTE = re.compile(r' ([\w-]+)="([^"]*)"')
_TEXT_BREAKS = re.compile(r"<(?:br|/p|/div|/section|/li|/h[1-6]|/tr)\b[^>]*>")


def clean(content: str, base_url: str) -> str:
    """The content without anything that runs, and without pictures from elsewhere."""

    def kept(tag: str, name: str, value: str) -> str | None:
        if name in {"src", "data-src", "poster"}:
            return _own_file(value, base_url)
        if name == "href":
            return value if value.lower().startswith(("http://", "https://")) else None
        if name == "template":
            return value if _TEMPLATES.fullmatch(value) else None
        return _clean_style(value) or None if name == "style" else value

    cleaned = nh3.clean(
        content.replace("\0", ""),
        tags=_TAGS,
        clean_content_tags=_GONE,
        attributes=_ATTRIBUTES,
        attribute_filter=kept,
        url_schemes={"http", "https"},
        link_rel="noopener noreferrer nofollow",
    )
    return _with_players(_PICTURE.sub(_picture, cleaned))


def _own_file(url: str, base_url: str) -> str | None:
    """The address of a file of ours; None for anything else."""
    path = url.strip().partition("?")[0].partition("#")[0].removeprefix(base_url)
    return base_url + path if _FILE.fullmatch(path) else None


def _clean_style(style: str) -> str:
    return "; ".join(
        f"{name.strip()}: {value.strip()}"
        for name, colon, value in (one.partition(":") for one in style.split(";"))
        if colon and _STYLES.fullmatch(name.strip().lower()) and _STYLE_VALUE.fullmatch(value.strip())
    )


def _picture(found: re.Match[str]) -> str:
    """A picture that has something to show; editors of old put the address into `data-src`."""
    attributes = dict(_ATTRIBUTE.findall(found[2]))
    late = attributes.pop("data-src", "")
    attributes["src"] = attributes.get("src") or late
    return f"<img{_written(attributes)}>" if attributes["src"] else ""


def _with_players(content: str) -> str:
    """Each outermost voice or video as a player of its own, without what stood in it. The tags are balanced."""
    kept, end, depth = [], 0, 0
    for found in _PLAYER.finditer(content):
        depth += -1 if found[1] else 1
        if not found[1] and depth == 1:
            kept += [content[end : found.start()], _player(found[2], found[3])]
        end = found.end()
    return "".join([*kept, content[end:]])


def _player(tag: str, written: str) -> str:
    attributes = dict(_ATTRIBUTE.findall(written)) | {"controls": "", "preload": "metadata"}
    return f"<{tag}{_written(attributes)}></{tag}>" if attributes.get("src") else ""


def _written(attributes: Mapping[str, str]) -> str:
    return "".join(f' {name}="{value}"' for name, value in attributes.items())


def plain_text(content: str) -> str:
    """The words of clean HTML, in one line."""
    spaced = _TEXT_BREAKS.sub(" ", content)
    return " ".join(html.unescape(nh3.clean(spaced, tags=set())).split())


def for_page(content: str, base_url: str) -> str:
    """Clean content as its page shows it: files from wherever the page itself comes from."""
    return content.replace(f'src="{base_url}/files/', 'src="/files/').replace(
        f'poster="{base_url}/files/', 'poster="/files/'
    )

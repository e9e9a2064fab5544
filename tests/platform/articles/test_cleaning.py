"""What of an article's HTML reaches a reader."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teahouse.platform.articles.cleaning import clean, for_page, plain_text

BASE = "http://127.0.0.1:8000"
FILE = f"{BASE}/files/{'a' * 24}.jpg"
MOVIE = f"{BASE}/files/{'b' * 24}.mp4"
PLAYER = f'<video src="{MOVIE}" controls="" preload="metadata"></video>'


def ordered(text: str) -> str:
    """With the attributes of each tag in one order; the cleaner keeps none."""

    def tag(found: re.Match[str]) -> str:
        attributes = sorted(re.findall(r' [\w-]+="[^"]*"', found[2]))
        return f"<{found[1]}{''.join(attributes)}>"

    return re.sub(r'<([\w-]+)((?: [\w-]+="[^"]*")+)>', tag, text)


class TestClean:
    @pytest.mark.parametrize(
        ("given", "kept"),
        [
            ("<p>春<b>茶</b></p>", "<p>春<b>茶</b></p>"),
            ("<p>一<script>alert(1)</script>二</p>", "<p>一二</p>"),
            ("<style>p{position:fixed}</style><p>一</p>", "<p>一</p>"),
            ('<p onclick="x()" id="like" class="bar" name="a">一</p>', "<p>一</p>"),
            ("<iframe src='https://evil.example/'>里</iframe><p>一</p>", "<p>一</p>"),
            ("<object data='x'><p>里</p></object><embed src=x>一", "一"),
            ("<svg><script>alert(1)</script></svg><math><mi>x</mi></math>一", "一"),
            ("<form action='/x'><input name=a><button>去</button></form>", "去"),
            ("<base href='https://evil.example/'><meta http-equiv=refresh content=0>一", "一"),
            ("<link rel=stylesheet href='https://evil.example/a.css'>一", "一"),
            ("<!-- 备注 -->一", "一"),
            ("<mp-style-type data-value=3>一</mp-style-type>", "一"),
            (f'<img src="{FILE}" onerror="x()" alt="茶">', f'<img src="{FILE}" alt="茶">'),
            (f'<img src="{FILE}?wx_fmt=png">', f'<img src="{FILE}">'),
            (f'<img data-src="{FILE}">', f'<img src="{FILE}">'),
            (f'<img src="/files/{"a" * 24}.jpg">', f'<img src="{FILE}">'),
            ('<p>一<img src="https://evil.example/a.jpg">二</p>', "<p>一二</p>"),
            ('<img src="/api/phone/sign-out">', ""),
            ('<img src="data:image/png;base64,AAAA">', ""),
            (f'<img src="{BASE}.evil.example/files/{"a" * 24}.jpg">', ""),
            (f'<img src="{FILE}/../../api/x">', ""),
            (f'<video src="{MOVIE}" loop>无</video>', PLAYER),
            ('<video src="https://evil.example/a.mp4"></video>一', "一"),
            ('<a href="javascript:alert(1)">去</a>', '<a rel="noopener noreferrer nofollow">去</a>'),
            ('<a href=" java\nscript:alert(1)">去</a>', '<a rel="noopener noreferrer nofollow">去</a>'),
            ('<a href="/api/x" target="_top">去</a>', '<a rel="noopener noreferrer nofollow">去</a>'),
            (
                '<a href="https://tea.example/?a=1&b=2">去</a>',
                '<a href="https://tea.example/?a=1&amp;b=2" rel="noopener noreferrer nofollow">去</a>',
            ),
            ('<p style="color:red;position:fixed;top:0">一</p>', '<p style="color: red">一</p>'),
            ('<p style="background:url(https://evil.example/x)">一</p>', "<p>一</p>"),
            ('<p style="color: rgb(1, 2, 3); width: calc(100% - 2px)">一</p>',) * 2,
            ('<p style="width:expression(alert(1))">一</p>', "<p>一</p>"),
            ('<p style="color:r\\65 d;background:image-set(x)">一</p>', "<p>一</p>"),
        ],
    )  # fmt: skip
    def test_what_is_kept(self, given: str, kept: str) -> None:
        assert ordered(clean(given, BASE)) == ordered(kept)

    @given(
        st.lists(
            st.one_of(
                st.text(max_size=8),
                st.sampled_from(
                    (
                        *("<", ">", '"', "'", "</", "<!--", "-->", "<![CDATA[", "]]>", "&lt;", "\0", "\t", "/"),
                        *("<script>", "</script>", "<img src=x ", "onerror=alert(1)", "<svg ", "<math>", "<style>"),
                        *("javascript:", "<a href=", "<iframe src=//e>", "style=", "url(//e)", "<video ", "<noscript>"),
                        *(f'src="{FILE}"', "<p title=", "<table>", "<template>", "<xmp>", "<plaintext>", "<mtext>"),
                    )
                ),
            ),
            max_size=20,
        )
    )
    def test_nothing_ever_runs(self, parts: list[str]) -> None:
        kept = clean("".join(parts), BASE)
        tags = re.findall(r"<(/?[\w-]+)([^>]*)>", kept)
        names = {tag.lower().lstrip("/") for tag, _ in tags}
        assert not names & {"script", "style", "iframe", "svg", "math", "object", "embed", "template", "form"}
        for _, attributes in tags:
            named = re.findall(r' ([\w-]+)="([^"]*)"', attributes)
            assert not [name for name, _ in named if name.startswith("on")]
            assert not [value for name, value in named if name == "src" and not value.startswith(f"{BASE}/files/")]
            assert not [value for name, value in named if name == "href" and not value.startswith("http")]
        assert ordered(clean(kept, BASE)) == ordered(kept)


class TestTexts:
    def test_the_words_of_an_article(self) -> None:
        assert plain_text("<h1>春茶</h1><p>新到 &amp; 现泡<br>一壶</p>") == "春茶 新到 & 现泡 一壶"
        assert plain_text("<p>1 &lt; 2</p>") == "1 < 2"

    def test_a_page_shows_files_from_where_it_comes_from_itself(self) -> None:
        content = f'<p>{BASE}/files/</p><img src="{FILE}">'
        assert for_page(content, BASE) == f'<p>{BASE}/files/</p><img src="/files/{"a" * 24}.jpg">'


def test_a_button_for_notifications_keeps_its_templates_only() -> None:
    button = '<wx-open-subscribe template="aB-1,c_2">订阅</wx-open-subscribe>'
    assert clean(f'{button[:18]} onclick="x()"{button[18:]}', BASE) == button
    for bad in ("a,b,c,d", "a b", "&quot;", "", "茶"):
        assert clean(f'<wx-open-subscribe template="{bad}">订阅</wx-open-subscribe>', BASE) == (
            "<wx-open-subscribe>订阅</wx-open-subscribe>"
        )
    assert plain_text(button) == "订阅"


def test_players_inside_players_leave_nothing_open() -> None:
    assert clean("一<video><video></video></video>二", BASE) == "一二"
    assert clean(f'一<video src="{MOVIE}">三<audio></audio>四</video>二', BASE) == f"一{PLAYER}二"

"""The page of an article, likes, own comments and the history, as people meet them."""

from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from tests.platform.articles.desk import GET, draft, publish
from tests.platform.materials.samples import picture
from tests.platform.world import Api, World, later

HOSTILE = (
    "<p onclick=\"fetch('/api/phone/me')\">一</p><script>alert(1)</script><img src=x onerror=alert(1)>"
    '<a href="javascript:alert(1)">去</a><iframe src="https://evil.example/"></iframe>'
    '<svg onload="alert(1)"></svg></article><script>2</script><form action="https://evil.example/"></form>'
)


def page_of(world: World, api: Api, **fields: object) -> str:
    """A published article's place in its address."""
    done = publish(world, api, draft(api, **fields))
    url: str = done["article_detail"]["item"][0]["article_url"]
    return url.rpartition("/")[2]


def figures(world: World, page: str) -> tuple[int, int]:
    return next((row["reads"], row["likes"]) for row in world.rows("account_article") if row["page"] == page)


class TestPage:
    def test_it_shows_the_article(self, world: World, api: Api) -> None:
        url = api.upload("/cgi-bin/media/uploadimg", picture())["url"]
        page = page_of(
            world, api, title="春<茶>", author="掌柜&", content=f'<p>新茶</p><img src="{url}">',
            content_source_url='https://tea.example/?a="b"',
        )  # fmt: skip
        response = world.nobody().get(f"/s/{page}")
        assert (response.status_code, response.headers["content-type"]) == (200, "text/html; charset=utf-8")
        shown = response.text
        assert "<h1>春&lt;茶&gt;</h1>" in shown
        assert "<span>掌柜&amp;</span>" in shown
        assert f'href="/phone/#/account/{api.appid}?source=article" data-phone>云上茶馆</a>' in shown
        assert f'<p>新茶</p><img src="/files/{url.rpartition("/")[2]}">' in shown
        assert 'href="https://tea.example/?a=&quot;b&quot;"' in shown
        assert "阅读原文" in shown
        assert "Read the original" in world.nobody().get(f"/s/{page}", headers={"Accept-Language": "en"}).text

    def test_nothing_in_it_runs(self, world: World, api: Api) -> None:
        page = page_of(world, api, title="</title><script>3</script>", author="<img src=x>", content=HOSTILE)
        response = world.nobody().get(f"/s/{page}")
        shown = response.text
        assert "<p>一</p>" in shown
        assert shown.count("<script") == shown.count("</script>") == 1  # ours
        for bad in ("onclick", "onerror=alert", "onload", "javascript:", "<iframe", "evil.example", "<img src=x"):
            assert bad not in shown, bad
        policy = response.headers["content-security-policy"]
        assert "default-src 'none'; script-src 'self';" in policy
        assert "base-uri 'none'; form-action 'none'; frame-ancestors 'self'" in policy
        assert response.headers["x-content-type-options"] == "nosniff"

    def test_its_style_and_script_are_served(self, world: World) -> None:
        kinds = {"article.css": "text/css", "article.js": "text/javascript"}
        for name, kind in kinds.items():
            response = world.nobody().get(f"/s/assets/{name}")
            assert (response.status_code, response.headers["content-type"]) == (200, f"{kind}; charset=utf-8")
        assert world.nobody().get("/s/assets/page.py").status_code == 404

    def test_a_draft_is_a_preview_and_what_is_not_there_says_so(self, world: World, api: Api) -> None:
        media_id = draft(api, need_open_comment=1)
        preview = api.post(GET, {"media_id": media_id})["news_item"][0]["url"]
        page = preview.partition("?")[0].rpartition("/")[2]
        _, phone = world.person()
        shown = phone.get(preview).text
        assert "这是草稿预览" in shown
        assert 'id="like"' not in shown
        assert 'id="write"' not in shown
        assert figures(world, page) == (0, 0)
        assert phone.put(f"/api/phone/articles/{page}/like").status_code == 404
        assert phone.post(f"/api/phone/articles/{page}/comments", json={"text": "早"}).status_code == 404
        other = api.post(GET, {"media_id": draft(api)})["news_item"][0]["url"].partition("?")[2]
        for address in (
            "/s/unknown",
            f"/s/{page}",
            f"/s/{page}?tempkey=",
            f"/s/{page}?tempkey=é",
            f"/s/{page}?{other}",
        ):
            missing = phone.get(address)
            assert (missing.status_code, "该内容已被发布者删除" in missing.text) == (404, True)


class TestCounts:
    def test_a_reader_counts_once_a_day(self, world: World, api: Api) -> None:
        page = page_of(world, api)
        (_, first), (_, second) = world.person("甲"), world.person("乙")
        for phone in (first, first, second, first, world.nobody()):
            assert phone.get(f"/s/{page}").status_code == 200
        assert figures(world, page) == (2, 0)
        assert '<b id="reads">2</b>' in first.get(f"/s/{page}").text
        later(days=1)
        first.get(f"/s/{page}")
        first.get(f"/s/{page}")
        assert figures(world, page) == (3, 0)

    def test_many_at_once_are_one(self, world: World, api: Api) -> None:
        page = page_of(world, api)
        _, phone = world.person()
        with ThreadPoolExecutor(8) as pool:
            assert set(pool.map(lambda _: phone.get(f"/s/{page}").status_code, range(16))) == {200}
        assert figures(world, page) == (1, 0)

    def test_a_like_counts_once_and_is_taken_back(self, world: World, api: Api) -> None:
        page = page_of(world, api)
        (_, first), (_, second) = world.person("甲"), world.person("乙")
        path = f"/api/phone/articles/{page}/like"
        assert [one.put(path).json() for one in (first, first, second)] == [{"likes": 1}, {"likes": 1}, {"likes": 2}]
        assert 'aria-pressed="true"' in first.get(f"/s/{page}").text
        assert [first.delete(path).json() for _ in range(2)] == [{"likes": 1}] * 2
        assert 'aria-pressed="false"' in first.get(f"/s/{page}").text
        assert world.nobody().put(path).status_code == 401
        first.headers.pop("X-CSRF-Token")
        assert first.put(path).status_code == 403
        assert figures(world, page)[1] == 1


class TestOwnComments:
    def write(self, phone: httpx.Client, page: str, text: str = "好茶") -> httpx.Response:
        return phone.post(f"/api/phone/articles/{page}/comments", json={"text": text})

    def test_only_who_wrote_it_sees_it(self, world: World, api: Api) -> None:
        page = page_of(world, api, need_open_comment=1)
        (_, mine), (_, theirs) = world.person("甲"), world.person("乙")
        written = self.write(mine, page, " 好<b>茶 ")
        assert (written.status_code, written.json()["number"], written.json()["text"]) == (201, 1, "好<b>茶")
        assert "好&lt;b&gt;茶" in mine.get(f"/s/{page}").text
        for other in (theirs, world.nobody()):
            assert "好&lt;b&gt;茶" not in other.get(f"/s/{page}").text
        assert theirs.delete(f"/api/phone/articles/{page}/comments/1").status_code == 404
        assert mine.delete(f"/api/phone/articles/{page}/comments/1").status_code == 204
        assert mine.delete(f"/api/phone/articles/{page}/comments/1").status_code == 404
        assert "好&lt;b&gt;茶" not in mine.get(f"/s/{page}").text

    @pytest.mark.parametrize("text", ["", "  ", "茶" * 601, "\0"])
    def test_too_little_or_too_much_is_refused(self, world: World, api: Api, text: str) -> None:
        page = page_of(world, api, need_open_comment=1)
        _, phone = world.person()
        assert self.write(phone, page, text).status_code == 422
        assert world.rows("account_article_comment") == []

    def test_who_may_not_write_is_refused(self, world: World, api: Api) -> None:
        closed, fans = page_of(world, api), page_of(world, api, need_open_comment=1, only_fans_can_comment=1)
        person, phone = world.person()
        assert self.write(phone, closed).json()["code"] == "articles.comments_closed"
        assert self.write(phone, fans).json()["code"] == "articles.followers_only"
        assert "关注后可以留言" in phone.get(f"/s/{fans}").text
        assert self.write(world.nobody(), fans).status_code == 401
        assert world.rows("account_article_comment") == []
        world.follow(api, person)
        assert self.write(phone, fans).status_code == 201

    def test_ten_in_ten_minutes(self, world: World, api: Api) -> None:
        page = page_of(world, api, need_open_comment=1)
        _, phone = world.person()
        assert [self.write(phone, page).status_code for _ in range(11)] == [201] * 10 + [429]
        assert len(world.rows("account_article_comment")) == 10


class TestHistory:
    def test_a_stranger_reads_it_page_by_page(self, world: World, api: Api) -> None:
        for number in range(12):
            page_of(world, api, title=f"第{number}篇")
            later(seconds=1)
        draft(api, title="草稿")
        _, phone = world.person()
        path = f"/api/phone/accounts/{api.appid}/articles"
        first = phone.get(path).json()
        second = phone.get(path, params={"cursor": first["next"]}).json()
        titles = [one["articles"][0]["title"] for one in first["items"] + second["items"]]
        assert titles == [f"第{number}篇" for number in range(11, -1, -1)]
        assert (len(first["items"]), second["next"]) == (10, None)
        assert world.nobody().get(path).status_code == 401
        assert phone.get("/api/phone/accounts/wx0000000000000000/articles").status_code == 404
        assert phone.get(path, params={"cursor": "x"}).status_code == 422

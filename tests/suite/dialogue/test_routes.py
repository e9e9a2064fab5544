"""Rules, settings, uploads and article pages over real HTTP."""

import io
from typing import Any

import pytest
from PIL import Image

from tests.suite.world import Brand, Staff

TEXT = {"type": "text", "text": "空调保修三年"}


def rule(**changes: Any) -> dict[str, Any]:  # noqa: ANN401
    values: dict[str, Any] = {
        "account_id": None,
        "name": "空调",
        "trigger": "keyword",
        "match": "contains",
        "keywords": ["空调", " 冷气 ", "空调"],
        "priority": 0,
        "enabled": True,
        "answers": [TEXT],
    }
    return values | changes


def added(brand: Brand, **changes: Any) -> dict[str, Any]:  # noqa: ANN401
    response = brand.owner.call("POST", "/rules", rule(**changes))
    assert response.status_code == 201, response.text
    found: dict[str, Any] = response.json()
    return found


class TestRules:
    def test_added_listed_changed_and_removed_rules_are_heard_at_once(self, brand: Brand) -> None:
        made = added(brand)
        assert {**made, "id": "", "updated_at": 0} == {
            **rule(keywords=["空调", "冷气"]),
            "id": "",
            "hits": 0,
            "updated_at": 0,
        }
        assert "空调保修三年" in brand.says("冷气")
        path = f"/rules/{made['id']}"
        changed = brand.owner.call("PUT", path, rule(keywords=["暖气"], answers=[{"type": "text", "text": "暖气"}]))
        assert changed.json()["keywords"] == ["暖气"]
        assert "暖气" in brand.says("暖气坏了", "oFan2")
        assert "空调保修三年" not in brand.says("冷气", "oFan3")
        assert brand.owner.call("PUT", path, rule(keywords=["暖气"], enabled=False)).status_code == 200
        assert "人工" in brand.says("暖气坏了", "oFan4")
        assert brand.owner.call("DELETE", path).status_code == 204
        assert brand.owner.call("DELETE", path).json()["code"] == "rules.not_found"
        assert brand.owner.get("/rules")["items"] == []
        actions = [entry["action"] for entry in brand.owner.get("/audit")["items"]]
        assert actions[:4] == ["rule.removed", "rule.changed", "rule.changed", "rule.added"]

    def test_priority_goes_first_and_an_accounts_rules_stay_on_it(self, brand: Brand) -> None:
        other = brand.connect("分号", "wxfedcba9876543210")
        added(brand, name="低", answers=[{"type": "text", "text": "低"}])
        added(brand, name="高", priority=5, account_id=other["id"], answers=[{"type": "text", "text": "高"}])
        assert "低" in brand.says("空调")
        assert "高" in brand.push(brand.text("空调"), other).text
        assert [r["name"] for r in brand.owner.get("/rules")["items"]] == ["高", "低"]
        assert [r["name"] for r in brand.owner.get("/rules", account_id=brand.account["id"])["items"]] == ["低"]

    @pytest.mark.parametrize(
        ("changes", "field", "message"),
        [
            ({"name": " "}, "name", "请填写 1 到 40 个字"),
            ({"keywords": []}, "keywords", "请填写 1 到 50 个关键词"),
            ({"keywords": [" ", "　"]}, "keywords", "请填写 1 到 50 个关键词"),
            ({"keywords": [str(n) for n in range(51)]}, "keywords", "请填写 1 到 50 个关键词"),
            ({"keywords": ["长" * 61]}, "keywords", "关键词最多 60 个字"),
            ({"answers": []}, "answers", "请设置 1 到 8 条回复"),
            ({"answers": [TEXT] * 9}, "answers", "请设置 1 到 8 条回复"),
            ({"answers": [TEXT, {"type": "text", "text": " "}]}, "answers", "第 2 条回复：请填写内容"),
            ({"answers": [{"type": "text", "text": "字" * 601}]}, "answers", "第 1 条回复：最多 600 个字"),
            ({"answers": [{"type": "text", "text": "😀" * 513}]}, "answers", "第 1 条回复：最多 600 个字"),
            ({"answers": [{"type": "image", "file": "../key"}]}, "answers", "第 1 条回复：请上传图片"),
            ({"answers": [{"type": "article", "title": "", "url": "https://e.com"}]}, "answers", None),
            ({"answers": [{"type": "article", "title": "保修"}]}, "answers", "第 1 条回复：请填写链接或正文"),
            ({"answers": [{"type": "article", "title": "保修", "body": "<script>1</script>"}]}, "answers", None),
            ({"answers": [{"type": "article", "title": "保修", "url": "javascript:1"}]}, "answers", None),
            ({"priority": 10**7}, "priority", "优先级太大"),
            ({"account_id": "none"}, "account_id", "没有找到这个公众号"),
        ],
    )
    def test_inline_errors(self, brand: Brand, changes: dict[str, Any], field: str, message: str | None) -> None:
        refused = brand.owner.call("POST", "/rules", rule(**changes))
        assert refused.status_code in {404, 422}
        assert refused.json()["field"] == field
        if message:
            assert refused.json()["message"] == message
        assert brand.owner.get("/rules")["items"] == []

    def test_trying(self, brand: Brand) -> None:
        made = added(brand)
        added(brand, name="价格", trigger="menu", keywords=["PRICES"], answers=[{"type": "text", "text": "价目表"}])

        def tried(kind: str, value: str) -> Any:  # noqa: ANN401
            body = {"account_id": brand.account["id"], "kind": kind, "value": value}
            return brand.owner.call("POST", "/rules/test", body).json()

        assert tried("text", "冷气坏了") == {"rule": made, "answers": made["answers"]}
        assert tried("click", "PRICES")["answers"] == [{"type": "text", "text": "价目表"}]
        assert tried("follow", "") == {"rule": None, "answers": []}
        nothing = tried("text", "什么")
        assert (nothing["rule"], len(nothing["answers"])) == (None, 1)
        assert brand.owner.get("/followers")["total"] == 0


class TestArticles:
    BODY = (
        '<h2>保修</h2><p onclick="x()">三年<script>alert(1)</script><a href="javascript:x">点</a></p>'
        '<img src="/files/a.png">'
    )

    def test_an_own_page_is_clean_counted_and_keeps_its_address(self, brand: Brand) -> None:
        answer = {"type": "article", "title": "保修说明", "description": "三年", "body": self.BODY}
        made = added(brand, answers=[answer])
        clean = made["answers"][0]["body"]
        assert clean == ('<h2>保修</h2><p>三年<a rel="noopener noreferrer nofollow">点</a></p><img src="/files/a.png">')
        url = f"{brand.house.settings.base_url}/h5/a/{made['answers'][0]['article_id']}"
        assert url in brand.says("空调")
        page = f"/api/h5/articles/{made['answers'][0]['article_id']}"
        reader = brand.client()
        first, second = reader.get(page).json(), reader.get(page).json()
        assert {**second, "published_at": 0} == {
            "title": "保修说明",
            "brand_name": "茶馆",
            "brand_avatar": None,
            "image_url": None,
            "body": clean,
            "published_at": 0,
            "views": 2,
        }
        assert first["views"] == 1
        changed = brand.owner.call(
            "PUT", f"/rules/{made['id']}", rule(answers=[made["answers"][0] | {"body": "<p>五年</p>"}])
        )
        assert changed.json()["answers"][0]["article_id"] == made["answers"][0]["article_id"]
        assert reader.get(page).json()["body"] == "<p>五年</p>"
        assert reader.get("/api/h5/articles/none").json()["code"] == "articles.not_found"

    def test_a_page_of_another_rule_is_not_taken_over(self, brand: Brand) -> None:
        first = added(brand, answers=[{"type": "article", "title": "一", "body": "<p>一</p>"}])["answers"][0]
        second = added(brand, answers=[first | {"body": "<p>二</p>"}])["answers"][0]
        assert second["article_id"] != first["article_id"]
        assert brand.client().get(f"/api/h5/articles/{first['article_id']}").json()["body"] == "<p>一</p>"


class TestSettings:
    def test_the_robots_manner(self, brand: Brand) -> None:
        before = brand.owner.get("/settings/dialogue")
        assert (before["handover_on_no_match"], before["away_from"], before["default_message"]) == (True, None, None)
        wanted = {
            "handover_message": "稍等",
            "away_message": "下班了",
            "away_from": "00:00",
            "away_to": "23:59",
            "default_message": "没听懂",
            "handover_on_no_match": False,
        }
        assert brand.owner.call("PUT", "/settings/dialogue", wanted).json() == wanted
        assert brand.owner.get("/settings/dialogue") == wanted
        assert "没听懂" in brand.says("什么")
        assert brand.owner.get("/desk/summary")["waiting"] == 0

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"handover_message": ""}, "handover_message"),
            ({"away_from": "25:00", "away_to": "08:00"}, "away_from"),
            ({"away_from": "22:00", "away_to": None}, "away_to"),
            ({"away_from": "22:00", "away_to": "08:00", "away_message": ""}, "away_message"),
            ({"default_message": "字" * 601}, "default_message"),
        ],
    )
    def test_inline_errors(self, brand: Brand, changes: dict[str, Any], field: str) -> None:
        before = brand.owner.get("/settings/dialogue")
        refused = brand.owner.call("PUT", "/settings/dialogue", before | changes)
        assert (refused.status_code, refused.json()["field"]) == (422, field)
        assert brand.owner.get("/settings/dialogue") == before


class TestFiles:
    def test_a_picture_is_kept(self, brand: Brand) -> None:
        data = io.BytesIO()
        Image.new("RGB", (30, 20), "red").save(data, "PNG")
        path = f"{brand.owner.base}/files"
        kept = brand.owner.http.post(path, files={"file": ("a.png", data.getvalue(), "image/png")})
        assert kept.status_code == 201
        assert (kept.json()["width"], kept.json()["height"]) == (30, 20)
        assert kept.json()["url"] == f"{brand.house.settings.base_url}/files/{kept.json()['file']}"
        assert brand.client().get(f"/files/{kept.json()['file']}").headers["content-type"] == "image/png"
        made = added(brand, answers=[{"type": "image", "file": kept.json()["file"]}])
        assert made["answers"] == [{"type": "image", "file": kept.json()["file"], "url": kept.json()["url"]}]

    def test_what_is_no_picture_is_refused(self, brand: Brand) -> None:
        path = f"{brand.owner.base}/files"
        refused = brand.owner.http.post(path, files={"file": ("a.png", b"<script>", "image/png")})
        assert (refused.status_code, refused.json()["code"]) == (422, "uploads.not_a_picture")
        assert brand.owner.http.post(path, files={"other": ("a.png", b"x")}).json()["field"] == "file"


ROUTES = [
    ("GET", "/rules", None, "agent"),
    ("POST", "/rules", rule(), "operator"),
    ("PUT", "/rules/x", rule(), "operator"),
    ("DELETE", "/rules/x", None, "operator"),
    ("POST", "/rules/test", {"account_id": "x", "kind": "text", "value": "x"}, "agent"),
    ("GET", "/settings/dialogue", None, "agent"),
    (
        "PUT",
        "/settings/dialogue",
        {"handover_message": "x", "away_message": "", "handover_on_no_match": True},
        "operator",
    ),
]


def test_callers(brand: Brand) -> None:
    added(brand)
    before = brand.owner.get("/rules")
    nobody, stranger = brand.nobody(), brand.stranger()
    below = {"agent": brand.staff("分析", "analyst"), "operator": brand.staff("小茶")}
    for method, path, body, role in ROUTES:
        assert nobody.call(method, path, body).status_code == 401, path
        assert stranger.call(method, path, body).json()["code"] == "brands.not_found", path
        assert below[role].call(method, path, body).status_code == 403, path
    assert brand.owner.get("/rules") == before
    own = stranger.http.get("/api/me").json()["brands"][0]["id"]
    theirs = Staff(stranger.http, stranger.id, "", f"/api/brands/{own}")
    rule_id = before["items"][0]["id"]
    assert theirs.get("/rules")["items"] == []
    assert theirs.call("PUT", f"/rules/{rule_id}", rule()).json()["code"] == "rules.not_found"
    assert theirs.call("DELETE", f"/rules/{rule_id}").json()["code"] == "rules.not_found"

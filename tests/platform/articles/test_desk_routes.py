"""What mp does with articles and materials, as nobody, as somebody else's operator and as the right one."""

import httpx
import pytest

from tests.platform.articles.desk import finish
from tests.platform.materials.samples import picture
from tests.platform.world import Api, World


@pytest.fixture
def mp(world: World, api: Api) -> httpx.Client:
    return world.operator(api.appid)


def upload(mp: httpx.Client, api: Api) -> dict[str, object]:
    response = mp.post(
        f"/api/mp/accounts/{api.appid}/materials", data={"kind": "image"}, files={"file": ("茶.jpg", picture())}
    )
    assert response.status_code == 201
    stored: dict[str, object] = response.json()
    return stored


def test_materials_are_uploaded_listed_and_deleted(world: World, api: Api, mp: httpx.Client) -> None:
    path = f"/api/mp/accounts/{api.appid}/materials"
    stored = upload(mp, api)
    assert (stored["name"], stored["width"], stored["height"]) == ("茶.jpg", 4, 3)
    assert mp.get(path).json() == {"items": [stored], "total": 1}
    for other, status in ((world.nobody(), 401), (world.operator(), 404)):
        assert other.get(path).status_code in {status, 403}
        assert other.delete(f"{path}/{stored['media_id']}").status_code in {status, 403}
    assert mp.get(path).json()["total"] == 1
    assert mp.delete(f"{path}/{stored['media_id']}").status_code == 204
    assert mp.delete(f"{path}/{stored['media_id']}").status_code == 404
    assert mp.get(path).json() == {"items": [], "total": 0}
    bad = mp.post(path, data={"kind": "image"}, files={"file": ("a.jpg", b"no picture")})
    assert (bad.status_code, bad.json()["field"]) == (422, "file")


def test_a_draft_is_written_in_pieces_and_published_whole(world: World, api: Api, mp: httpx.Client) -> None:
    base = f"/api/mp/accounts/{api.appid}"
    draft = mp.post(f"{base}/drafts", json={"articles": [{"title": "春"}]}).json()
    path = f"{base}/drafts/{draft['media_id']}"
    refused = mp.post(f"{path}/publish")
    assert (refused.status_code, refused.json()["field"]) == (422, "articles.0.cover")
    article = draft["articles"][0] | {
        "thumb_media_id": upload(mp, api)["media_id"],
        "content": "<p>茶<script>x()</script></p>",
        "open_comment": True,
    }
    second = article | {"page": "", "title": "夏"}
    saved = mp.put(path, json={"articles": [second, article]}).json()
    assert [one["title"] for one in saved["articles"]] == ["夏", "春"]
    assert saved["articles"][1]["page"] == article["page"]
    assert saved["articles"][1]["content"] == "<p>茶</p>"
    assert mp.get(path).json() == saved
    too_long = mp.put(path, json={"articles": [article | {"title": "茶" * 33}]})
    assert (too_long.status_code, too_long.json()["field"]) == (422, "articles.0.title")
    assert mp.get(path).json()["articles"] == saved["articles"]
    job = mp.post(f"{path}/publish")
    assert (job.status_code, job.json()["status"]) == (202, 1)
    finish(world)
    assert mp.get(f"{base}/publications/{job.json()['publish_id']}").json()["status"] == 0
    assert mp.get(path).status_code == 404
    done = mp.get(f"{base}/published").json()["items"][0]
    assert [(one["title"], one["reads"], one["comments"]) for one in done["articles"]] == [("夏", 0, 0), ("春", 0, 0)]
    assert mp.delete(f"{base}/published/{done['article_id']}/3").status_code == 404
    assert mp.delete(f"{base}/published/{done['article_id']}/0").status_code == 204
    assert mp.get(f"{base}/published").json() == {"items": [], "total": 0}


def test_comments_are_chosen_answered_and_deleted(world: World, api: Api, mp: httpx.Client) -> None:
    base = f"/api/mp/accounts/{api.appid}"
    cover = upload(mp, api)["media_id"]
    form = {"title": "春", "content": "<p>茶</p>", "thumb_media_id": cover, "open_comment": True}
    draft = mp.post(f"{base}/drafts", json={"articles": [form]}).json()
    mp.post(f"{base}/drafts/{draft['media_id']}/publish")
    finish(world)
    page = draft["articles"][0]["page"]
    _, phone = world.person("小茶")
    assert phone.post(f"/api/phone/articles/{page}/comments", json={"text": "好"}).status_code == 201
    path = f"{base}/articles/{page}/comments"
    (one,) = mp.get(path).json()["items"]
    assert (one["nickname"], one["text"], one["chosen"], one["reply"]) == ("小茶", "好", False, None)
    assert mp.patch(f"{path}/1", json={"chosen": True, "reply": "谢谢"}).status_code == 204
    assert mp.patch(f"{path}/1", json={"reply": "再谢"}).json()["code"] == "articles.already_replied"
    assert mp.get(path, params={"which": "chosen"}).json()["items"][0]["reply"] == "谢谢"
    theirs = world.account(name="别家茶馆")
    foreign = world.operator(theirs.appid)
    assert foreign.get(f"/api/mp/accounts/{theirs.appid}/articles/{page}/comments").status_code == 404
    assert foreign.delete(f"/api/mp/accounts/{theirs.appid}/articles/{page}/comments/1").status_code == 404
    assert mp.put(path, json={"open_comment": False}).status_code == 204
    assert mp.get(path).json()["open_comment"] is False
    assert mp.delete(f"{path}/1").status_code == 204
    assert mp.get(path).json()["items"] == []

"""Comments over the public API."""

from typing import Any

import httpx
import pytest

from teahouse.platform.articles import comments as comments_service
from tests.platform.articles.desk import OK, draft, publish
from tests.platform.world import Api, World

OPEN, CLOSE, LIST, CHOOSE, UNCHOOSE, DELETE = (
    f"/cgi-bin/comment/{name}" for name in ("open", "close", "list", "markelect", "unmarkelect", "delete")
)
REPLY, UNREPLY = (f"/cgi-bin/comment/reply/{name}" for name in ("add", "delete"))


class Stage:
    """A published article that three people wrote below."""

    def __init__(self, world: World, api: Api) -> None:
        done = publish(world, api, draft(api, need_open_comment=1))
        self.api, self.key = api, {"msg_data_id": done["msg_data_id"], "index": 0}
        self.page = done["article_detail"]["item"][0]["article_url"].rpartition("/")[2]
        self.phones: list[httpx.Client] = []
        self.openids = []
        for number in range(1, 4):
            person, phone = world.person(f"茶客{number}")
            self.openids.append(world.follow(api, person))
            self.phones.append(phone)
            written = phone.post(f"/api/phone/articles/{self.page}/comments", json={"text": f"留言{number}"})
            assert written.status_code == 201

    def on(self, number: int, **more: object) -> dict[str, object]:
        return self.key | {"user_comment_id": number} | more

    def numbers(self, kind: int = 0) -> list[int]:
        found = self.api.post(LIST, self.key | {"begin": 0, "count": 49, "type": kind})
        return [one["user_comment_id"] for one in found["comment"]]


@pytest.fixture
def stage(world: World, api: Api) -> Stage:
    return Stage(world, api)


class TestList:
    def test_the_newest_first(self, stage: Stage, api: Api) -> None:
        found = api.post(LIST, stage.key | {"begin": 0, "count": 2, "type": 0})
        first = found["comment"][0]
        assert found == OK | {"total": 3, "comment": found["comment"]}
        assert first == {
            "user_comment_id": 3,
            "openid": stage.openids[2],
            "create_time": first["create_time"],
            "content": "留言3",
            "comment_type": 0,
        }
        assert [one["user_comment_id"] for one in found["comment"]] == [3, 2]
        rest = api.post(LIST, stage.key | {"begin": 2, "count": 49, "type": 0})["comment"]
        assert [one["user_comment_id"] for one in rest] == [1]

    @pytest.mark.parametrize(
        ("change", "code"),
        [
            ({"count": 50}, 88010),
            ({"count": 0}, 88010),
            ({"begin": -1}, 88010),
            ({"type": 3}, 88010),
            ({"index": 1}, 88001),
            ({"index": -1}, 88001),
            ({"msg_data_id": 1}, 88001),
        ],
    )
    def test_what_is_wrong_is_refused(self, stage: Stage, api: Api, change: dict[str, Any], code: int) -> None:
        assert api.post(LIST, stage.key | {"begin": 0, "count": 10, "type": 0} | change)["errcode"] == code

    def test_another_account_sees_none(self, stage: Stage, world: World) -> None:
        assert world.account(name="别家").post(LIST, stage.key | {"count": 10})["errcode"] == 88001


class TestChoose:
    def test_what_is_chosen_everybody_reads(self, stage: Stage, world: World, api: Api) -> None:
        assert api.post(CHOOSE, stage.on(2)) == OK
        assert api.post(CHOOSE, stage.on(2)) == OK
        assert (stage.numbers(2), stage.numbers(1)) == ([2], [3, 1])
        shown = world.nobody().get(f"/s/{stage.page}").text
        assert [f"留言{number}" in shown for number in (1, 2, 3)] == [False, True, False]
        assert api.post(UNCHOOSE, stage.on(2)) == OK
        assert stage.numbers(2) == []
        assert "留言2" not in world.nobody().get(f"/s/{stage.page}").text
        assert world.rows("account_article")[0]["chosen"] == 0

    def test_no_more_than_the_limit(self, stage: Stage, api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(comments_service, "MAX_CHOSEN", 2)
        assert [api.post(CHOOSE, stage.on(number))["errcode"] for number in (1, 2, 3, 2)] == [0, 0, 88003, 0]
        assert stage.numbers(2) == [2, 1]
        assert api.post(UNCHOOSE, stage.on(1)) == OK
        assert api.post(CHOOSE, stage.on(3)) == OK
        assert stage.numbers(2) == [3, 2]


class TestReply:
    def test_the_author_answers_once(self, stage: Stage, world: World, api: Api) -> None:
        assert api.post(REPLY, stage.on(1, content=" 谢谢<b> ")) == OK
        assert api.post(REPLY, stage.on(1, content="再谢"))["errcode"] == 88005
        listed = api.post(LIST, stage.key | {"count": 49})["comment"]
        answered = next(one for one in listed if one["user_comment_id"] == 1)
        assert answered["reply"] == {"content": "谢谢<b>", "create_time": answered["reply"]["create_time"]}
        api.post(CHOOSE, stage.on(1))
        assert "<p>谢谢&lt;b&gt;</p>" in world.nobody().get(f"/s/{stage.page}").text
        assert api.post(UNREPLY, stage.on(1)) == OK
        assert "谢谢" not in world.nobody().get(f"/s/{stage.page}").text
        assert api.post(REPLY, stage.on(1, content="再谢")) == OK

    @pytest.mark.parametrize("content", ["", " ", "茶" * 601])
    def test_too_little_or_too_much_is_refused(self, stage: Stage, world: World, api: Api, content: str) -> None:
        before = world.rows("account_article_comment")
        assert api.post(REPLY, stage.on(1, content=content))["errcode"] == 88007
        assert world.rows("account_article_comment") == before


class TestDelete:
    def test_it_is_gone(self, stage: Stage, world: World, api: Api) -> None:
        api.post(CHOOSE, stage.on(2))
        assert api.post(DELETE, stage.on(2)) == OK
        assert stage.numbers() == [3, 1]
        assert "留言2" not in world.nobody().get(f"/s/{stage.page}").text
        assert world.rows("account_article")[0]["chosen"] == 0

    @pytest.mark.parametrize("path", [CHOOSE, UNCHOOSE, DELETE, REPLY, UNREPLY])
    def test_none_or_withdrawn_is_refused(self, stage: Stage, world: World, api: Api, path: str) -> None:
        stage.phones[0].delete(f"/api/phone/articles/{stage.page}/comments/1")
        before = world.rows("account_article_comment")
        assert api.post(path, stage.on(9, content="谢"))["errcode"] == 88008
        assert api.post(path, stage.on(1, content="谢"))["errcode"] == 88004
        assert world.rows("account_article_comment") == before
        assert stage.numbers() == [3, 2]


class TestSwitch:
    def test_closed_nobody_writes(self, stage: Stage, api: Api) -> None:
        path = f"/api/phone/articles/{stage.page}/comments"
        assert api.post(CLOSE, stage.key) == OK
        assert stage.phones[0].post(path, json={"text": "还有吗"}).status_code == 403
        assert api.post(OPEN, stage.key) == OK
        assert stage.phones[0].post(path, json={"text": "还有吗"}).status_code == 201
        assert stage.numbers() == [4, 3, 2, 1]


@pytest.mark.parametrize(("kind", "verified", "code"), [("subscription", True, 88001), ("service", False, 48001)])
def test_only_certified_accounts_may_call(world: World, kind: str, verified: bool, code: int) -> None:  # noqa: FBT001
    caller = world.account(kind, verified=verified)  # type: ignore[arg-type]
    assert caller.post(LIST, {"msg_data_id": 1, "count": 10})["errcode"] == code

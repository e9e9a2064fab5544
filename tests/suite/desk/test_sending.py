"""A message goes out once, whatever breaks."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event, text

from teahouse.suite.desk import send_later
from tests.suite.world import Brand, Call, FakeApi, until


def _waiting(brand: Brand) -> str:
    brand.says("空调坏了")
    return str(brand.owner.get("/desk/conversations", box="waiting")["items"][0]["id"])


def _last(brand: Brand, conversation: str) -> dict[str, Any]:
    found: dict[str, Any] = brand.owner.get(f"/desk/conversations/{conversation}/messages")["items"][-1]
    return found


def _write(brand: Brand, conversation: str, words: str) -> int:
    body = {"client_id": words, "type": "text", "content": {"text": words}}
    answer = brand.owner.call("POST", f"/desk/conversations/{conversation}/messages", body)
    return int(answer.json()["seq"])


class TestCrash:
    def test_what_was_cut_off_in_the_call_is_unsure_and_not_sent_twice(self, brand: Brand, api: FakeApi) -> None:
        conversation = _waiting(brand)
        released = threading.Event()

        def hang(_: Call) -> dict[str, Any]:
            released.wait(10)
            return {"errcode": 0}

        api.answers["/cgi-bin/message/custom/send"] = hang
        seq = _write(brand, conversation, "第一句")
        until(api.sent)
        follower = brand.owner.get(f"/desk/conversations/{conversation}")["follower"]["id"]
        with brand.house.db.transaction() as session:  # as the job that a killed process leaves behind
            send_later(session, brand.id, follower, seq)
        until(lambda: _last(brand, conversation)["state"] == "failed")
        assert _last(brand, conversation)["error"] == "不确定是否已送达，确认后可重新发送"
        assert len(api.sent()) == 1
        released.set()
        retried = brand.owner.call("POST", f"/desk/conversations/{conversation}/messages/{seq}/retry")
        assert retried.status_code == 200
        until(lambda: _last(brand, conversation)["state"] == "sent")
        assert len(api.sent()) == 2

    def test_an_api_that_is_away_is_told_to_the_agent(self, brand: Brand, api: FakeApi) -> None:
        conversation = _waiting(brand)
        moved = {"api_base": "http://127.0.0.1:9", "secret": "5" * 32}
        assert brand.owner.call("PATCH", f"/accounts/{brand.account['id']}", moved).status_code == 200
        _write(brand, conversation, "喂")
        until(lambda: _last(brand, conversation)["state"] == "failed")
        assert _last(brand, conversation)["error"] == "无法连接公众号的接口，请重新发送"
        assert api.sent() == []


@contextmanager
def counting(brand: Brand) -> Iterator[list[str]]:
    """Statements that readers run meanwhile."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    event.listen(brand.house.db.read_engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(brand.house.db.read_engine, "before_cursor_execute", note)


class TestQueries:
    def test_lists_take_as_many_queries_for_thirty_rows_as_for_one(self, brand: Brand) -> None:
        conversation = _waiting(brand)
        paths = ["/desk/conversations?box=waiting", f"/desk/conversations/{conversation}/messages", "/quick-replies"]
        before = [self._queries(brand, path) for path in paths]
        for number in range(30):
            brand.says(f"第{number}句")
            brand.says("在吗", f"oOther{number}")
            brand.owner.call("POST", "/quick-replies", {"title": f"第{number}句", "text": "您好"})
        assert [self._queries(brand, path) for path in paths] == before
        assert len(brand.owner.get("/desk/conversations", box="waiting")["items"]) == 31

    def _queries(self, brand: Brand, path: str) -> int:
        """The least of some times: jobs read meanwhile, too."""
        return min(self._once(brand, path) for _ in range(5))

    def _once(self, brand: Brand, path: str) -> int:
        with counting(brand) as seen:
            assert brand.owner.call("GET", path).status_code == 200
        return len([statement for statement in seen if not statement.startswith("BEGIN")])


def test_the_first_answer_is_timed(brand: Brand) -> None:
    conversation = _waiting(brand)
    _write(brand, conversation, "您好")
    with brand.house.db.reading() as session:
        row = session.execute(text("SELECT queued_at, first_answer_at, waiting_since FROM desk_conversation")).one()
    assert row.first_answer_at >= row.queued_at
    assert row.waiting_since is None

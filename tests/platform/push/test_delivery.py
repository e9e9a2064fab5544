"""From a person's message to the account's server and back."""

import hashlib
import threading
import time
from typing import Any

import pytest
from sqlalchemy import select

from teahouse.kit import jobs
from teahouse.messenger.people import create_person
from teahouse.platform.accounts import Faults, ServerConfig, create_account, set_faults, set_server
from teahouse.platform.followers import follow
from teahouse.platform.push import delivery, exchange
from teahouse.platform.push.models import PushRow
from teahouse.protocol import MessageCrypto, parse_xml
from tests.platform.push.account_server import AccountServer, Got, Reply, account_server
from tests.platform.push.stage import Person, Stage, until

TEXT = (
    "<xml><ToUserName><![CDATA[{to}]]></ToUserName><FromUserName><![CDATA[{sender}]]></FromUserName>"
    "<CreateTime>1</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[{text}]]></Content></xml>"
)


def fields(body: bytes) -> dict[str, str]:
    return {name: str(value) for name, value in parse_xml(body).items()}


def echo(got: Got) -> Reply:
    push = fields(got.body)
    text = TEXT.format(to=push["FromUserName"], sender=push["ToUserName"], text=f"你说：{push.get('Content', '')}")
    return Reply(text.encode())


def answers(stage: Stage, *replies: Reply) -> None:
    """Answer in turn; the last one stays."""
    left = list(replies)
    stage.server.answer = lambda _got: left.pop(0) if len(left) > 1 else left[0]


def crypto(stage: Stage) -> MessageCrypto:
    return MessageCrypto(stage.server.token, stage.account.aes_key(stage.house.vault), stage.appid)


class TestPlain:
    def test_the_answer_arrives_on_the_phone(self, stage: Stage) -> None:
        stage.server.answer = echo
        person = stage.person(follows=False)
        openid = self.follow(stage, person.id)
        sent = person.send(stage.appid, "空调 <3").json()
        assert [push["reply_summary"] for push in stage.ended(2)] == ["你说：空调 <3", "你说："]
        assert {one["content"]["text"] for one in person.replies(stage.appid)} == {"你说：", "你说：空调 <3"}
        got = next(got for got in stage.server.got if "MsgId" in fields(got.body))
        assert (got.method, got.path, got.query["shop"]) == ("POST", "/wx", "1")
        assert got.headers["content-type"] == "text/xml"
        assert got.query["openid"] == openid
        assert set(got.query) == {"shop", "signature", "timestamp", "nonce", "openid"}
        assert stage.server.is_signed(got.query)
        push = fields(got.body)
        assert list(push) == ["ToUserName", "FromUserName", "CreateTime", "MsgType", "Content", "MsgId"]
        assert push["ToUserName"] == stage.account.original_id
        assert push["MsgId"] == sent["msg_id"]
        assert push["CreateTime"] == str(sent["sent_at"])

    def follow(self, stage: Stage, person_id: str) -> str:
        with stage.house.db.transaction() as session:
            return follow(session, stage.house, stage.appid, person_id, source="search").openid

    @pytest.mark.parametrize("body", [b"success", b"", b"  success\n"])
    def test_an_accepted_push_says_nothing(self, stage: Stage, body: bytes) -> None:
        answers(stage, Reply(body))
        person = stage.person()
        person.send(stage.appid, "你好")
        pushes = stage.ended(2)
        assert [(push["kind"], push["state"], push["reply_summary"]) for push in pushes] == [
            ("text", "ok", ""),
            ("subscribe", "ok", ""),
        ]
        assert person.replies(stage.appid) == []

    def test_a_switched_off_server_gets_nothing(self, stage: Stage) -> None:
        person = stage.person()
        stage.ended(1)
        assert stage.operator.delete(f"/api/mp/accounts/{stage.appid}/server").status_code == 204
        before = len(stage.server.got)
        assert person.send(stage.appid, "在吗").status_code == 201
        assert len(stage.pushes()) == 1
        assert len(stage.server.got) == before

    def test_the_same_message_twice_is_one_push(self, stage: Stage) -> None:
        person = stage.person()
        first, again = person.send(stage.appid, "一", "same"), person.send(stage.appid, "一", "same")
        assert (first.status_code, again.status_code) == (201, 200)
        assert [push["kind"] for push in stage.ended(2)] == ["text", "subscribe"]


class TestEncrypted:
    def test_safe_mode_shows_only_the_receiver(self, stage: Stage) -> None:
        stage.serve("safe")
        seal = crypto(stage)

        def answer(got: Got) -> Reply:
            assert set(fields(got.body)) == {"ToUserName", "Encrypt"}
            assert got.query["encrypt_type"] == "aes"
            plain = seal.open_push(got.body, got.query["msg_signature"], got.query["timestamp"], got.query["nonce"])
            return Reply(seal.seal_reply(echo(got._replace(body=plain)).body, 1, "n", b"0" * 16))

        stage.server.answer = answer
        person = stage.person()
        stage.ended(1)
        person.send(stage.appid, "密")
        push = stage.ended(2)[0]
        assert push["state"] == "ok"
        assert push["reply_summary"] == "你说：密"
        attempt = push["attempts"][0]
        assert "密" in attempt["plain_body"]
        assert "密" not in attempt["request_body"]
        assert "你说：密" in attempt["plain_response"]
        assert person.replies(stage.appid)[-1]["content"] == {"text": "你说：密"}

    @pytest.mark.parametrize("sealed", [True, False])
    def test_compatible_mode_has_both_and_takes_either_answer(self, stage: Stage, *, sealed: bool) -> None:
        stage.serve("compatible")
        seal = crypto(stage)

        def answer(got: Got) -> Reply:
            push = fields(got.body)
            assert list(push)[-1] == "Encrypt"
            reply = echo(got).body
            return Reply(seal.seal_reply(reply, 1, "n", b"0" * 16) if sealed else reply)

        stage.server.answer = answer
        person = stage.person()
        stage.ended(1)
        person.send(stage.appid, "两")
        assert [push["state"] for push in stage.ended(2)] == ["ok", "ok"]
        assert person.replies(stage.appid)[-1]["content"] == {"text": "你说：两"}

    def test_in_safe_mode_a_plain_answer_and_a_broken_one_are_invalid(self, stage: Stage) -> None:
        stage.serve("safe")
        person = stage.person()
        stage.ended(1)
        openid = stage.server.got[0].query["openid"]
        plain = TEXT.format(to=openid, sender=stage.account.original_id, text="明").encode()
        broken = (
            crypto(stage)
            .seal_reply(plain, 1, "n", b"0" * 16)
            .replace(b"<MsgSignature><![CDATA[", b"<MsgSignature><![CDATA[0")
        )
        answers(stage, Reply(plain))
        person.send(stage.appid, "一")
        assert stage.ended(2)[0]["attempts"][-1]["verdict"] == "not_encrypted"
        answers(stage, Reply(broken))
        person.send(stage.appid, "二")
        assert stage.ended(3)[0]["attempts"][-1]["verdict"] == "decrypt"
        assert [one["type"] for one in person.replies(stage.appid)] == ["notice", "notice"]


class TestFailure:
    def notices(self, stage: Stage, person: Person) -> list[dict[str, Any]]:
        return [one["content"] for one in person.replies(stage.appid) if one["type"] == "notice"]

    @pytest.mark.parametrize(
        ("reply", "verdict", "attempts"),
        [
            (Reply(b"<html><body>It works!</body></html>"), "invalid_reply", 1),
            (Reply(b'{"ok": true}'), "invalid_reply", 1),
            (Reply(b"<xml><MsgType>text</MsgType><Content></Content></xml>"), "invalid_reply", 1),
            (Reply(b"<!DOCTYPE x><xml></xml>"), "invalid_reply", 1),
            (Reply(b"x" * 70_000), "too_large", 1),
            (Reply(b"", 302, (("Location", "http://127.0.0.1/"),)), "redirect", 1),
            (Reply(b"oops", 500), "status", 3),
        ],
    )
    def test_the_person_reads_the_notice_and_the_operator_the_reason(
        self, stage: Stage, reply: Reply, verdict: str, attempts: int
    ) -> None:
        person = stage.person()
        stage.ended(1)
        answers(stage, reply)
        sent = person.send(stage.appid, "在吗").json()
        push = stage.ended(2)[0]
        assert (push["state"], [one["verdict"] for one in push["attempts"]]) == ("failed", [verdict] * attempts)
        assert push["reason"]
        assert self.notices(stage, person) == [{"code": "account_unavailable", "params": {}}]
        assert {fields(got.body)["MsgId"] for got in stage.server.got[1:]} == {sent["msg_id"]}
        signatures = {got.query["signature"] for got in stage.server.got[1:]}
        assert len(signatures) == attempts

    def test_a_slow_server_is_asked_three_times(self, stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
        person = stage.person()
        stage.ended(1)
        monkeypatch.setattr(exchange, "SECONDS", 0.2)
        answers(stage, Reply(wait=1))
        person.send(stage.appid, "慢")
        push = stage.ended(2)[0]
        assert [one["verdict"] for one in push["attempts"]] == ["timeout"] * 3
        assert all(one["status"] is None and 190 <= one["ms"] < 900 for one in push["attempts"])
        assert self.notices(stage, person) == [{"code": "account_unavailable", "params": {}}]

    def test_a_server_that_is_down_is_named_so(self, stage: Stage) -> None:
        with account_server("down") as gone:
            url = gone.url
        stage.serve(url=url)
        person = stage.person()
        person.send(stage.appid, "在吗")
        pushes = stage.ended(2)
        assert [[one["verdict"] for one in push["attempts"]] for push in pushes] == [["refused"] * 3] * 2
        assert self.notices(stage, person) == [{"code": "account_unavailable", "params": {}}]

    def test_a_second_attempt_can_save_it(self, stage: Stage) -> None:
        person = stage.person()
        stage.ended(1)
        answers(stage, Reply(b"", 503), Reply())
        person.send(stage.appid, "再")
        push = stage.ended(2)[0]
        assert (push["state"], [one["verdict"] for one in push["attempts"]]) == ("ok", ["status", "ok"])
        assert self.notices(stage, person) == []

    def test_a_reply_to_somebody_else_is_not_delivered(self, stage: Stage) -> None:
        person, other = stage.person(), stage.person("别人")
        stage.ended(2)
        answers(stage, Reply(TEXT.format(to="oSomebodyElse", sender="gh", text="错").encode()))
        person.send(stage.appid, "给我")
        assert stage.ended(3)[0]["attempts"][0]["verdict"] == "wrong_receiver"
        assert other.replies(stage.appid) == []


class TestReplies:
    def reply(self, stage: Stage, kind: str, inner: str) -> dict[str, Any]:
        person = stage.person()
        stage.ended(1)
        openid = stage.server.got[0].query["openid"]
        head = f"<ToUserName>{openid}</ToUserName><FromUserName>{stage.account.original_id}</FromUserName>"
        answers(stage, Reply(f"<xml>{head}<CreateTime>1</CreateTime><MsgType>{kind}</MsgType>{inner}</xml>".encode()))
        person.send(stage.appid, "给我看看")
        push = stage.ended(2)[0]
        return {"push": push, "messages": person.replies(stage.appid)}

    def test_news_shows_one_article_after_a_message(self, stage: Stage) -> None:
        item = "<item><Title>{0}</Title><Description>d</Description><PicUrl>http://p/{0}</PicUrl><Url>http://u/{0}</Url></item>"
        found = self.reply(
            stage, "news", f"<ArticleCount>2</ArticleCount><Articles>{item.format(1)}{item.format(2)}</Articles>"
        )
        assert found["messages"][0]["type"] == "news"
        assert found["messages"][0]["content"] == {
            "articles": [{"title": "1", "description": "d", "url": "http://u/1", "image_url": "http://p/1"}]
        }

    def test_an_unknown_picture_fails(self, stage: Stage) -> None:
        found = self.reply(stage, "image", "<Image><MediaId>nothing</MediaId></Image>")
        assert found["push"]["attempts"][0]["verdict"] == "bad_media"
        assert [one["type"] for one in found["messages"]] == ["notice"]

    def test_a_transfer_is_recorded_and_says_nothing(self, stage: Stage) -> None:
        inner = "<TransInfo><KfAccount>amy@shop</KfAccount></TransInfo>"
        found = self.reply(stage, "transfer_customer_service", inner)
        assert (found["push"]["state"], found["push"]["reply_summary"]) == (
            "ok",
            "[transfer_customer_service] amy@shop",
        )
        assert found["messages"] == []


class TestOnce:
    def test_a_job_performed_twice_delivers_one_reply(self, stage: Stage) -> None:
        stage.server.answer = echo
        person = stage.person()
        person.send(stage.appid, "一次")
        push = stage.ended(2)[0]
        calls = len(stage.server.got)
        with stage.house.db.transaction() as session:
            jobs.enqueue(session, "push", {"push": push["id"]})
        stage.person("后来")
        stage.ended(3)
        until(lambda: not pending(stage))
        assert len(stage.server.got) == calls + 1
        assert [one["content"]["text"] for one in person.replies(stage.appid)] == ["你说：", "你说：一次"]

    def test_a_replay_has_the_same_document_and_its_own_entry(self, stage: Stage) -> None:
        person = stage.person()
        person.send(stage.appid, "再来")
        first = stage.ended(2)[0]
        answer = stage.operator.post(f"/api/mp/accounts/{stage.appid}/pushes/{first['id']}/replay")
        assert answer.status_code == 201
        assert (answer.json()["replay_of"], answer.json()["msg_id"]) == (first["id"], first["msg_id"])
        until(lambda: len(stage.ended(3)) == 3)
        bodies = [got.body for got in stage.server.got]
        assert bodies.count(bodies[-1]) == 2


def pending(stage: Stage) -> list[PushRow]:
    with stage.house.db.reading() as reader:
        return list(reader.scalars(select(PushRow).where(PushRow.state == "pending")))


class TestFaults:
    def switch(self, stage: Stage, faults: Faults) -> tuple[Person, dict[str, Any]]:
        person = stage.person()
        stage.ended(1)
        with stage.house.db.transaction() as session:
            set_faults(session, stage.appid, faults)
        person.send(stage.appid, "试试")
        return person, stage.ended(2)[0]

    def test_timeout_calls_the_server_and_loses_its_answer(self, stage: Stage) -> None:
        _, push = self.switch(stage, Faults(timeout=True))
        assert [one["verdict"] for one in push["attempts"]] == ["timeout"] * 3
        assert len(stage.server.got) == 4

    def test_status_bends_the_answer(self, stage: Stage) -> None:
        _, push = self.switch(stage, Faults(status=502))
        assert [(one["verdict"], one["status"]) for one in push["attempts"]] == [("status", 502)] * 3

    def test_double_push_comes_twice_and_is_answered_once(self, stage: Stage) -> None:
        stage.server.answer = echo
        person, push = self.switch(stage, Faults(double_push=True))
        assert [one["verdict"] for one in push["attempts"]] == ["ok", "duplicate"]
        assert len({got.body for got in stage.server.got[1:]}) == 1
        assert len(stage.server.got) == 3
        assert [one["content"]["text"] for one in person.replies(stage.appid)] == ["你说：", "你说：试试"]

    def test_a_push_is_overtaken_by_the_one_behind_it(self, stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(delivery, "OVERTAKEN_WITHIN", 30.0)
        person = stage.person()
        stage.ended(1)
        with stage.house.db.transaction() as session:
            set_faults(session, stage.appid, Faults(out_of_order=True))
        for ended, words in ((3, "一二"), (5, "三四")):
            for word in words:
                person.send(stage.appid, word)
            stage.ended(ended)
        said = [fields(got.body)["Content"] for got in stage.server.got[1:]]
        assert said == ["二", "一", "四", "三"]

    def test_a_push_with_none_behind_it_comes_a_little_later(
        self, stage: Stage, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(delivery, "OVERTAKEN_WITHIN", 0.05)
        stage.server.answer = echo
        person, push = self.switch(stage, Faults(out_of_order=True))
        assert push["state"] == "ok"
        assert person.replies(stage.appid)[-1]["content"]["text"] == "你说：试试"

    def test_drop_never_reaches_the_server(self, stage: Stage) -> None:
        person, push = self.switch(stage, Faults(drop=True))
        assert (push["state"], push["attempts"]) == ("failed", [])
        assert len(stage.server.got) == 1
        assert person.replies(stage.appid) == []


class TestLanes:
    def test_a_slow_account_does_not_slow_another(self, stage: Stage) -> None:
        release = threading.Event()

        def hold(_got: Got) -> Reply:
            release.wait(4)
            return Reply()

        stage.server.answer = hold
        slow = stage.person()
        for number in range(40):
            slow.send(stage.appid, f"慢{number}")
        with account_server("quick") as quick:
            other = quick_account(stage, quick)
            start = time.monotonic()
            until(lambda: len(quick.got) == 1)
            assert time.monotonic() - start < 2
            release.set()
            assert other


def quick_account(stage: Stage, server: AccountServer) -> str:
    """Another account with a server of its own, and somebody who follows it."""
    with stage.house.db.transaction() as session:
        account, _ = create_account(session, stage.house.vault, name="快茶", type="service", verified=True)
        key = hashlib.sha256(b"x").hexdigest()[:43]
        config = ServerConfig(url=server.url, token="quick", aes_key=key, mode="plain")
        set_server(session, stage.house.vault, account.appid, config)
        person = create_person(session, nickname="快")
        follow(session, stage.house, account.appid, person.id, source="search")
    return account.appid


def test_three_attempts_with_pauses_that_outlast_a_restart() -> None:
    assert (delivery.ATTEMPTS, exchange.SECONDS) == (3, 5.0)

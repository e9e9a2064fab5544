"""The plugin as somebody else's tests see it."""

import sys
from pathlib import Path

import pytest

from tests.compat.clients import ROOT

pytest_plugins = ["pytester"]


@pytest.fixture(autouse=True)
def elsewhere(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    """A project of its own, where only the sources of Teahouse are known."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "src"))
    monkeypatch.delenv("PYTEST_ADDOPTS", raising=False)
    pytester.makeini("[pytest]\n")


def run(pytester: pytest.Pytester, *options: str) -> pytest.RunResult:
    return pytester.runpytest_subprocess("-p", "pytest_teahouse", "-p", "no:valkey", "-q", *options)


BOT = '''
import hashlib
import pytest
from urllib.parse import parse_qs
from xml.etree import ElementTree

def make_bot(token, seen):
    """Echoes texts, ignores all else; the standard library only."""
    def bot(environ, start_response):
        query = {name: values[0] for name, values in parse_qs(environ["QUERY_STRING"]).items()}
        signed = hashlib.sha1("".join(sorted([token, query["timestamp"], query["nonce"]])).encode()).hexdigest()
        assert signed == query["signature"]
        start_response("200 OK", [("Content-Type", "text/plain")])
        if environ["REQUEST_METHOD"] == "GET":
            return [query["echostr"].encode()]
        body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
        push = {element.tag: element.text for element in ElementTree.fromstring(body)}
        seen.append(push.get("Event") or push["MsgType"])
        if push["MsgType"] != "text" or push["Content"] == "silence":
            return [b"success"]
        return [f"<xml><ToUserName>{push['FromUserName']}</ToUserName><FromUserName>{push['ToUserName']}</FromUserName>"
                f"<CreateTime>1</CreateTime><MsgType>text</MsgType><Content>{push['Content']}</Content></xml>".encode()]
    return bot

@pytest.fixture
def seen(official_account):
    found = []
    official_account.connect(make_bot(official_account.token, found))
    return found
'''


class TestUnused:
    def test_it_costs_nothing(self, pytester: pytest.Pytester) -> None:
        pytester.makepyfile(
            """
            import sys

            def test_nothing_is_loaded():
                assert "pytest_teahouse" in sys.modules
                assert [name for name in ("teahouse", "httpx", "uvicorn", "msgspec") if name in sys.modules] == []
            """
        )
        run(pytester).assert_outcomes(passed=1)

    def test_names_for_annotations_load_when_asked(self, pytester: pytest.Pytester) -> None:
        pytester.makepyfile(
            """
            import pytest_teahouse

            def test_names():
                for name in pytest_teahouse.__all__:
                    assert getattr(pytest_teahouse, name).__name__ == name
                assert not hasattr(pytest_teahouse, "Teapot")
            """
        )
        run(pytester).assert_outcomes(passed=1)

    def test_its_fixtures_are_listed(self, pytester: pytest.Pytester) -> None:
        result = run(pytester, "--fixtures")
        result.stdout.fnmatch_lines_random(["official_account*", "follower*", "teahouse*", "wechat_hosts*"])


class TestNetwork:
    def test_all_that_a_follower_can_do(self, pytester: pytest.Pytester) -> None:
        pytester.makeconftest(BOT)
        pytester.makepyfile(
            """
            import pytest
            from pytest_teahouse import Account, ApiRefused, Follower, Network, ServerRefused, SandboxRefused

            def test_words(seen, follower: Follower):
                assert follower.send("a") == ["a"]
                reply, = follower.send("乙")
                assert (reply.sender, reply.type, reply.text, str(reply)) == ("account", "text", "乙", "乙")
                assert [m.text for m in follower.inbox()] == ["a", "a", "乙", "乙"]
                assert follower.replies(after=reply.seq) == []
                assert sorted(seen) == ["subscribe", "text", "text"]  # pushes do not wait for one another

            def test_the_network_is_empty_again(teahouse: Network, official_account: Account, follower: Follower):
                assert follower.inbox() == []
                assert official_account.pushes() == []
                assert official_account.call("/cgi-bin/user/get")["data"]["openid"] == [follower.openid]

            def test_every_type(seen, official_account: Account, follower: Follower, tmp_path):
                picture = tmp_path / "a.png"
                follower.send_image(wait=0)
                follower.send_voice(recognition="开门", wait=0)
                follower.send_video(wait=0)
                follower.send_video(short=True, wait=0)
                follower.send_location(39.9, 116.3, "北京", wait=0)
                follower.send_link("http://a.example/", "标题", wait=0)
                official_account.settle()
                assert sorted(seen) == sorted(
                    ["subscribe", "image", "voice", "video", "shortvideo", "location", "link"])
                picture.write_bytes(b"tea")
                with pytest.raises(SandboxRefused):
                    follower.send_image(picture)

            def test_places_and_moves(seen, teahouse, official_account: Account, follower: Follower):
                assert follower.enter() is follower.enter(39.9, 116.3) is False
                official_account.locate("enter")
                assert follower.enter(39.9, 116.3, precision=5) is True
                assert follower.enter(39.9, 116.3, allow=False) is False
                old = teahouse.account("旧茶馆", "subscription")
                before = follower.person.follow(old).openid
                official_account.take_over(old)
                wanted = {"from_appid": old.appid, "openid_list": [before]}
                moved, = official_account.call("/cgi-bin/changeopenid", wanted)["result_list"]
                assert moved["new_openid"] == follower.openid
                official_account.settle()
                assert sorted(seen) == ["LOCATION", "subscribe"]

            def test_silence(seen, official_account, follower):
                assert follower.send("silence", wait=0) == []
                official_account.settle()
                assert follower.replies() == []
                push, = official_account.pushes("text")
                assert (push.state, push.reply_summary, push.attempts[0]["status"]) == ("ok", "", 200)

            def test_menu_and_codes(seen, official_account, follower, teahouse):
                menu = {"button": [{"type": "click", "name": "今日", "key": "TODAY"},
                                   {"type": "view", "name": "网页", "url": "http://shop.example/"}]}
                official_account.call("/cgi-bin/menu/create", menu)
                assert follower.click("TODAY", wait=0) == []
                assert follower.open("http://shop.example/") == "http://shop.example/"
                follower.scan("poster", wait=0)
                other = teahouse.person("周建国", gender=1)
                assert other.scan(official_account, "poster") is False
                other.follow(official_account, scene="poster")
                follower.unfollow()
                official_account.settle()
                assert sorted(seen) == ["CLICK", "SCAN", "VIEW", "subscribe", "subscribe", "unsubscribe"]

            def test_the_clock(teahouse, official_account, follower):
                follower.send("在吗", wait=0)
                message = {"touser": follower.openid, "msgtype": "text", "text": {"content": "在"}}
                official_account.call("/cgi-bin/message/custom/send", message)
                before = teahouse.clock.now
                assert teahouse.clock.advance("49h") - before >= 49 * 3600
                with pytest.raises(ApiRefused) as refused:
                    official_account.call("/cgi-bin/message/custom/send", message)
                assert refused.value.errcode == 45015
                assert abs(teahouse.clock.reset() - before) < 60

            def test_time_is_itself_again(teahouse):
                import time
                assert abs(teahouse.clock.now - time.time()) < 60

            def test_faults(seen, official_account, follower):
                official_account.faults(double_push=True)
                follower.send("once")
                official_account.settle()
                assert sorted(seen) == ["subscribe", "text", "text"]  # pushes do not wait for one another
                assert len(follower.replies()) == 1

            def test_a_wrong_token_is_told(official_account):
                from conftest import make_bot
                with pytest.raises(ServerRefused, match="status|wrong_token"):
                    official_account.connect(make_bot("another", []))

            def test_asgi(official_account, follower):
                async def app(scope, receive, send):
                    if scope["type"] == "lifespan":
                        return
                    from urllib.parse import parse_qs
                    query = parse_qs(scope["query_string"].decode())
                    body = query.get("echostr", ["success"])[0].encode()
                    await send({"type": "http.response.start", "status": 200, "headers": []})
                    await send({"type": "http.response.body", "body": body})
                official_account.connect(app)
                follower.send("a", wait=0)
                official_account.settle()
                assert {push.state for push in official_account.pushes()} == {"ok"}

            def test_calls(official_account):
                official_account.call("/cgi-bin/menu/create", {"button": [{"type": "click", "name": "a", "key": "A"}]})
                official_account.wait_for(lambda: official_account.calls("/cgi-bin/menu/create"))
                call, = official_account.calls("/cgi-bin/menu/create")
                assert (call.method, call.errcode) == ("POST", 0)

            def test_notifications(official_account, follower):
                wish = {"tid": 401, "kidList": [1, 2]}
                template = official_account.call("/wxaapi/newtmpl/addtemplate", wish)["priTmplId"]
                assert follower.subscribe(template) == {template: "accept"}
                assert follower.subscribe(template, accept=False) == {template: "reject"}

            def test_a_crowd(teahouse, official_account):
                assert teahouse.crowd(official_account, people=20, days=2)["done"] == 20
            """
        )
        run(pytester).assert_outcomes(passed=14)

    def test_a_running_network_is_used_and_not_emptied(self, pytester: pytest.Pytester) -> None:
        pytester.makepyfile(
            test_one="""
            import pytest
            from pathlib import Path

            pytest_plugins = ["pytester"]

            def test_inner(teahouse_url, teahouse, pytester):
                kept = teahouse.account("Kept")
                pytester.makepyfile(f'''
                    def test_there(teahouse, official_account, follower):
                        assert teahouse.url == {teahouse_url!r}
                        teahouse.person().follow(official_account)

                    def test_literal(wechat_hosts):
                        pass
                ''')
                pytester.makeini("[pytest]")
                result = pytester.runpytest_subprocess("-p", "pytest_teahouse", "--teahouse-url", teahouse_url)
                result.assert_outcomes(passed=1, errors=1)
                result.stdout.fnmatch_lines("*teahouse sandbox proxy*")
                assert kept.pushes() == []  # it is still there
            """
        )
        run(pytester).assert_outcomes(passed=1)

    def test_one_that_does_not_start_says_why(self, pytester: pytest.Pytester, tmp_path: Path) -> None:
        broken = tmp_path / "teahouse"
        (broken / "cli").mkdir(parents=True)
        pytester.makepyfile(
            f"""
            import subprocess, sys, pytest
            from teahouse.testing import process

            def test_it(tmp_path, monkeypatch):
                monkeypatch.setattr(process.sys, "executable", {str(self.stumbling(tmp_path))!r})
                with pytest.raises(process.NotStarted, match="the tea is cold"):
                    with process.running_network(tmp_path / "data"):
                        pass
            """
        )
        run(pytester).assert_outcomes(passed=1)

    def stumbling(self, folder: Path) -> Path:
        program = folder / "python"
        program.write_text(f"#!{sys.executable}\nraise SystemExit('the tea is cold')\n")
        program.chmod(0o755)
        return program

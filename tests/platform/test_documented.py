"""Whatever the network's document lets one ask, as nobody, a person or an operator: no fault, and as declared."""

import logging
from collections.abc import Mapping

import pytest
from structlog.testing import capture_logs

from tests.platform.api.filled import filled
from tests.platform.world import World
from tests.support.documents import Case, Known, ask_all, cases
from tests.support.houses import Running

# What ends logins, moves time or takes everything away comes after all the rest.
LAST = ("/secret", "/password", "/clock", "/reset", "sign-out")


def order(case: Case) -> tuple[int, bool]:
    last = next((number for number, word in enumerate(LAST, 1) if word in case.path), 0)
    return last, case.method == "DELETE"


def known(world: World, names: Mapping[str, str], person: str) -> Known:
    """Things that exist."""
    pages = [str(row["page"]) for row in world.rows("account_article")]
    return {
        "appid": [names["appid"]],
        "person_id": [person, *(str(row["id"]) for row in world.rows("person"))],
        "openid": [names["openid"], names["other"]],
        "conversation_id": [str(row["id"]) for row in world.rows("conversation")],
        "kf_account": [names["agent"], names["spare_agent"]],
        "media_id": [names["image"], names["draft"], names["media"]],
        "page": pages,
        "number": [1, 2],
        "tag_id": [names["tag"]],
        "menuid": [int(names["menu"])],
        "template_id": [names["template"]],
        "publish_id": [int(names["publish"])],
        "article_id": [names["article"]],
        "website": [names["website"]],
        "occasion": ["follow", "message"],
        "kind": ["img", "voice", "video"],
        "name": ["tea", "小茶馆"],
        "nickname": ["小茶"],
        "content": ["你好"],
    }


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_every_operation_answers_as_declared(running_network: Running, caplog: pytest.LogCaptureFixture) -> None:
    with filled(running_network) as (world, api, names), caplog.at_level(logging.ERROR), capture_logs() as logs:
        person, phone = world.person("问的人")
        world.follow(api, person)
        everything = sorted(cases("network", known(world, names, person)), key=order)
        mine = [case for case in everything if not case.path.startswith(("/api/mp/", "/sandbox/"))]
        desk = [case for case in everything if case.path.startswith("/api/mp/")]
        sandbox = [case for case in everything if case.path.startswith("/sandbox/")]
        nobody = world.nobody()
        callers = (((desk + mine)[::3], nobody), (mine, phone), (desk, world.operator(api.appid)), (sandbox, nobody))
        found = [fault for wanted, login in callers for fault in ask_all(wanted, login)]
    assert not found, "\n\n".join(found)
    assert [one for one in logs if one["log_level"] == "error"] == []
    assert caplog.records == []

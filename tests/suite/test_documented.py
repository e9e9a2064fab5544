"""Whatever the suite's document lets one ask, as nobody, as an agent and as the owner: no fault, and as declared."""

import logging

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from teahouse.kit.db import Base
from tests.suite.world import Brand
from tests.support.documents import Case, Known, ask_all, cases

LAST = ("/setup", "sign-out")


def order(case: Case) -> tuple[int, bool]:
    last = next((number for number, word in enumerate(LAST, 1) if word in case.path), 0)
    return last, case.method == "DELETE"


def known(brand: Brand, staff: str) -> Known:
    """Things that exist."""
    with brand.house.db.reading() as session:
        followers = [str(one) for one in session.scalars(select(Base.metadata.tables["follower"].c.id))]
    rule = {"name": "空调", "trigger": "keyword", "keywords": ["空调"], "answers": [{"type": "text", "text": "三年"}]}
    reply = {"title": "你好", "text": "您好", "group": "", "shared": True}
    note = brand.owner.call("POST", f"/followers/{followers[0]}/notes", {"text": "贵客"})
    return {
        "brand_id": [brand.id],
        "account_id": [brand.account["id"]],
        "follower_id": followers,
        "conversation_id": followers,
        "staff_id": [staff, brand.owner.id],
        "rule_id": [brand.owner.call("POST", "/rules", rule).json()["id"]],
        "reply_id": [brand.owner.call("POST", "/quick-replies", reply).json()["id"]],
        "note_id": [note.json()["id"]],
        "seq": [1, 2],
        "name": ["空调"],
        "text": ["三年"],
    }


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_every_operation_answers_as_declared(brand: Brand, caplog: pytest.LogCaptureFixture) -> None:
    for openid in ("oFan1", "oFan2"):
        brand.says("你好", openid)
    agent, colleague = brand.staff("小叶"), brand.staff("小茶")
    everything = sorted(cases("suite", known(brand, colleague.id)), key=order)
    with caplog.at_level(logging.ERROR), capture_logs() as logs:
        callers = ((everything[::3], brand.client()), (everything, agent.http), (everything, brand.owner.http))
        found = [fault for wanted, caller in callers for fault in ask_all(wanted, caller)]
    assert not found, "\n\n".join(found)
    assert [one for one in logs if one["log_level"] == "error"] == []
    assert caplog.records == []

"""qrcode/create and showqrcode over real HTTP."""

import io
from concurrent.futures import ThreadPoolExecutor

import pytest
from PIL import Image

from teahouse.kit.db import Base
from tests.platform.world import Api, World, later

CREATE = "/cgi-bin/qrcode/create"


def body(action: str, scene: dict[str, object], **more: object) -> dict[str, object]:
    return {"action_name": action, "action_info": {"scene": scene}, **more}


class TestCreate:
    @pytest.mark.parametrize(
        ("wish", "seconds"),
        [
            (body("QR_SCENE", {"scene_id": 123}), 60),
            (body("QR_STR_SCENE", {"scene_str": "store_0042"}, expire_seconds=604800), 604800),
            (body("QR_LIMIT_SCENE", {"scene_id": 100_000}, expire_seconds=7), None),
            (body("QR_LIMIT_STR_SCENE", {"scene_str": "店"}), None),
        ],
    )
    def test_all_four_kinds(self, world: World, api: Api, wish: dict[str, object], seconds: int | None) -> None:
        answer = api.post(CREATE, wish)
        row = world.rows("account_qr_code")[0]
        life = {} if seconds is None else {"expire_seconds": seconds}
        assert answer == {"ticket": row["ticket"], **life, "url": f"{world.running.url}/q/{row['code']}"}
        assert answer["ticket"].startswith("gQ")

    @pytest.mark.parametrize(
        ("wish", "code"),
        [
            (b"", 44002),
            (b"{", 47001),
            ({}, 40052),
            (body("QR_CARD", {"scene_id": 1}), 40052),
            ({"action_name": "QR_SCENE"}, 40053),
            ({"action_name": "QR_SCENE", "action_info": {"scene": "x"}}, 40053),
            (body("QR_SCENE", {"scene_id": 0}), 40053),
            (body("QR_LIMIT_SCENE", {"scene_id": 100_001}), 40053),
            (body("QR_STR_SCENE", {"scene_str": "x" * 65}), 40053),
            (body("QR_SCENE", {"scene_id": 1}, expire_seconds=2_592_001), 40053),
        ],
    )
    def test_a_wrong_wish_makes_nothing(self, world: World, api: Api, wish: object, code: int) -> None:
        before = world.snapshot()
        assert api.post(CREATE, wish)["errcode"] == code
        assert world.snapshot() == before

    def test_a_permanent_scene_is_one_code_whoever_asks_at_once(self, world: World, api: Api) -> None:
        with ThreadPoolExecutor(5) as pool:
            wish = body("QR_LIMIT_SCENE", {"scene_id": 5})
            tickets = {answer["ticket"] for answer in pool.map(lambda _: api.post(CREATE, wish), range(5))}
        assert len(tickets) == len(world.rows("account_qr_code")) == 1
        assert world.rows("account_qr_count") == [{"appid": api.appid, "permanent": 1}]

    def test_no_more_than_100000_permanent_ones(self, world: World, api: Api) -> None:
        counts = Base.metadata.tables["account_qr_count"]
        with world.house.db.transaction() as session:
            session.execute(counts.insert().values(appid=api.appid, permanent=99_999))
        assert "ticket" in api.post(CREATE, body("QR_LIMIT_SCENE", {"scene_id": 1}))
        before = world.snapshot()
        assert api.post(CREATE, body("QR_LIMIT_STR_SCENE", {"scene_str": "x"}))["errcode"] == 45029
        assert world.snapshot() == before
        assert "ticket" in api.post(CREATE, body("QR_LIMIT_SCENE", {"scene_id": 1}))
        assert "ticket" in api.post(CREATE, body("QR_SCENE", {"scene_id": 1}))

    @pytest.mark.parametrize(
        ("kind", "verified"), [("service", False), ("subscription", True), ("subscription", False)]
    )
    def test_only_certified_service_accounts(self, world: World, kind: str, verified: bool) -> None:  # noqa: FBT001
        caller = world.account(kind, verified=verified)  # type: ignore[arg-type]
        assert caller.post(CREATE, body("QR_SCENE", {"scene_id": 1}))["errcode"] == 48001
        assert world.rows("account_qr_code") == []


class TestShow:
    def test_a_ticket_shows_its_picture_to_anybody_even_when_it_has_expired(self, world: World, api: Api) -> None:
        ticket = api.post(CREATE, body("QR_SCENE", {"scene_id": 1}))["ticket"]
        for _ in range(2):
            answer = world.nobody().get("/cgi-bin/showqrcode", params={"ticket": ticket})
            assert (answer.status_code, answer.headers["content-type"]) == (200, "image/jpg")
            with Image.open(io.BytesIO(answer.content)) as image:
                assert (image.format, image.size) == ("JPEG", (430, 430))
            later(seconds=61)

    @pytest.mark.parametrize("ticket", ["", "gQunknown=="])
    def test_an_unknown_ticket_is_not_found(self, world: World, ticket: str) -> None:
        answer = world.nobody().get("/cgi-bin/showqrcode", params={"ticket": ticket})
        assert (answer.status_code, answer.content) == (404, b"")

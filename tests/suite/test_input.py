"""What no database can hold is refused, and nothing of it is kept."""

from tests.suite.tables import dump
from tests.suite.world import Brand


def test_a_zero_byte_is_never_a_fault_of_ours(brand: Brand) -> None:
    owner = brand.owner
    answers = [
        owner.http.get("/api/brands/%00/home"),
        owner.http.get("/api/invitations/%00"),
        owner.call("GET", "/followers?q=%00"),
        owner.call("GET", "/followers/%00"),
        owner.call("GET", "/audit?cursor=%00"),
        owner.call("PATCH", f"/accounts/{brand.account['id']}", {"name": "a\0b"}),
        owner.call("POST", "/staff", {"email": "a\0@example.com", "name": "\0", "role": "agent"}),
        brand.client().post("/api/sign-in", json={"email": "\0", "password": "\0"}),
    ]
    assert [answer.text for answer in answers if answer.status_code >= 500] == []


def test_a_refused_zero_byte_leaves_no_trace(brand: Brand) -> None:
    before = dump(brand.house)
    answer = brand.owner.call("PATCH", f"/accounts/{brand.account['id']}", {"name": "a\0b", "mode": "safe"})
    if answer.is_success:  # SQLite holds it as it is
        assert brand.owner.get("/accounts")["items"][0]["name"] == "a\0b"
    else:
        assert answer.status_code == 422
        assert dump(brand.house) == before


def test_a_cursor_beyond_all_time_is_refused(brand: Brand) -> None:
    for digits in (18, 30):
        cursor = "9" * digits + ".a"
        for path in (f"/followers?cursor={cursor}", f"/desk/conversations?box=open&cursor={cursor}"):
            refused = brand.owner.call("GET", path)
            assert (refused.status_code, refused.json()["field"]) == (422, "cursor")

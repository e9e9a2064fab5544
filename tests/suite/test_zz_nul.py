from tests.suite.world import Brand


def test_nul(brand: Brand) -> None:
    o = brand.owner
    print(
        [
            r.status_code
            for r in (
                o.http.get("/api/brands/%00/home"),
                o.call("GET", "/followers?q=%00"),
                o.call("PATCH", f"/accounts/{brand.account['id']}", {"name": "a\0b"}),
                o.http.get("/api/invitations/%00"),
                o.call("GET", "/desk/conversations?box=open&cursor=999999999999999999.a"),
            )
        ]
    )

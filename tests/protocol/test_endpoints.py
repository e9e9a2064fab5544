from __future__ import annotations

import pytest

from teahouse.protocol import ENDPOINTS, Endpoint, Power, find_endpoint


def find(path: str) -> Endpoint:
    endpoint = find_endpoint(path)
    assert endpoint is not None, path
    return endpoint


def test_a_path_stands_once() -> None:
    paths = [endpoint.path for endpoint in ENDPOINTS]

    assert len(paths) == len(set(paths))
    assert all(path.startswith("/") for path in paths)
    assert {method for endpoint in ENDPOINTS for method in endpoint.methods} == {"GET", "POST"}


@pytest.mark.parametrize(
    ("path", "endpoint"),
    [
        ("/cgi-bin/token", Endpoint(("GET",), "/cgi-bin/token", Power.BASE, "none", 2000, "base")),
        (
            "/cgi-bin/message/custom/send",
            Endpoint(
                ("POST",),
                "/cgi-bin/message/custom/send",
                Power.CUSTOM_MESSAGE,
                "access_token",
                500_000,
                "custom",
            ),
        ),
        (
            "/customservice/kfaccount/del",
            Endpoint(("GET", "POST"), "/customservice/kfaccount/del", Power.SERVICE_DESK, "access_token", None, "desk"),
        ),
        ("/cgi-bin/showqrcode", Endpoint(("GET",), "/cgi-bin/showqrcode", None, "none", None, "qrcode")),
        (
            "/cgi-bin/component/api_query_auth",
            Endpoint(("POST",), "/cgi-bin/component/api_query_auth", None, "component", None, "component", later=True),
        ),
    ],
)
def test_an_endpoint_is_found_by_its_path(path: str, endpoint: Endpoint) -> None:
    assert find_endpoint(path) == endpoint


@pytest.mark.parametrize(
    ("path", "quota"),
    [
        ("/cgi-bin/stable_token", 500_000),
        ("/cgi-bin/getcallbackip", 5000),
        ("/cgi-bin/menu/create", 1000),
        ("/cgi-bin/menu/get", 10_000),
        ("/cgi-bin/menu/trymatch", 20_000),
        ("/cgi-bin/tags/members/batchtagging", 100_000),
        ("/cgi-bin/media/get", 200_000),
        ("/cgi-bin/message/mass/sendall", 100),
        ("/cgi-bin/media/uploadnews", 10),
        ("/cgi-bin/message/template/send", 100_000),
        ("/cgi-bin/user/get", 500),
        ("/cgi-bin/user/info", 5_000_000),
        ("/cgi-bin/user/info/updateremark", 10_000),
        ("/cgi-bin/ticket/getticket", 1_000_000),
        ("/cgi-bin/draft/get", 500),
        ("/cgi-bin/freepublish/delete", 10),
        ("/sns/userinfo", None),
        ("/cgi-bin/callback/check", None),
    ],
)
def test_daily_quotas(path: str, quota: int | None) -> None:
    assert find(path).daily_quota == quota


class TestPatterns:
    def test_a_name_in_braces_is_one_segment(self) -> None:
        order = find("/v3/pay/transactions/out-trade-no/LAB_1|x*")

        assert order.path == "/v3/pay/transactions/out-trade-no/{out_trade_no}"
        assert find("/v3/pay/transactions/out-trade-no/LAB1/close").methods == ("POST",)
        assert find_endpoint("/v3/pay/transactions/out-trade-no/LAB1/other") is None
        assert find_endpoint("/v3/pay/transactions/out-trade-no/") is None

    def test_a_star_is_all_that_follows(self) -> None:
        assert find("/wxa/sec/queryblocktmplmsg").path == "/wxa/*"
        assert find("/cgi-bin/poi/addpoi").path == "/cgi-bin/poi/addpoi"
        assert find("/cgi-bin/poi/delpoi").path == "/cgi-bin/poi/*"
        assert find_endpoint("/wxa/") is None
        assert find_endpoint("/wxa") is None

    @pytest.mark.parametrize("path", ["", "/", "/cgi-bin/nothing", "/cgi-bin/token/", "/CGI-BIN/token", "/wxaapi/x"])
    def test_other_paths_are_not_there(self, path: str) -> None:
        assert find_endpoint(path) is None


def test_cards_components_and_payments_come_later() -> None:
    later = {endpoint.group for endpoint in ENDPOINTS if endpoint.later}
    now = {endpoint.group for endpoint in ENDPOINTS if not endpoint.later}

    assert later == {"card", "component", "pay", "other"}
    assert not later & now

"""Every route of a brand, with a body that it takes and the least role that may use it."""

import io
from collections.abc import Mapping
from typing import Any, NamedTuple

import httpx
from PIL import Image

from teahouse.kit.app import build_framework
from teahouse.kit.house import House
from teahouse.suite_app import FEATURES
from tests.suite.world import Staff

BRAND = "/api/brands/{brand_id}"
SAFE = {"GET", "HEAD", "OPTIONS"}

_ANSWERS = [{"type": "text", "text": "好"}]
_RULE = {"name": "空调", "trigger": "keyword", "keywords": ["空调"], "answers": _ANSWERS}
_SETTINGS = {"handover_message": "请稍候", "away_message": "明天见", "handover_on_no_match": True}
_QUICK = {"title": "你好", "text": "您好", "group": "", "shared": True}
_MESSAGE = {"client_id": "c9", "type": "text", "content": {"text": "您好"}}
_APP = {"name": "分店", "appid": "wx00000000000000aa", "secret": "6" * 32, "api_base": "http://127.0.0.1:9"}
_ONE = "/desk/conversations/{conversation_id}"


class Route(NamedTuple):
    """One call below /api/brands/{brand_id}."""

    method: str
    path: str
    least: str
    body: object = None

    def call(self, staff: Staff, base: str, ids: Mapping[str, str]) -> httpx.Response:
        """Make it; `base` is the brand's path."""
        url = base + self.path.format_map(ids)
        if self.path == "/files":
            return staff.http.post(url, files={"file": ("a.png", picture(), "image/png")})
        return staff.http.request(self.method, url, json=self.body)


ROUTES = (
    Route("GET", "/staff", "analyst"),
    Route("POST", "/staff", "owner", {"email": "new@example.com", "name": "新人", "role": "agent"}),
    Route("PATCH", "/staff/{staff_id}", "owner", {"role": "analyst"}),
    Route("DELETE", "/staff/{staff_id}", "owner"),
    Route("GET", "/audit", "owner"),
    Route("GET", "/accounts", "analyst"),
    Route("POST", "/accounts", "owner", _APP),
    Route("PATCH", "/accounts/{account_id}", "owner", {"name": "改名", "secret": "7" * 32, "mode": "safe"}),
    Route("DELETE", "/accounts/{account_id}", "owner"),
    Route("POST", "/accounts/{account_id}/check", "operator"),
    Route("GET", "/accounts/{account_id}/menu", "analyst"),
    Route("PUT", "/accounts/{account_id}/menu", "operator", {"buttons": []}),
    Route("GET", "/followers", "analyst"),
    Route("GET", "/followers/{follower_id}", "analyst"),
    Route("PATCH", "/followers/{follower_id}", "agent", {"remark": "老客"}),
    Route("POST", "/followers/{follower_id}/notes", "agent", {"text": "爱喝茶"}),
    Route("DELETE", "/followers/{follower_id}/notes/{note_id}", "agent"),
    Route("GET", "/followers/{follower_id}/acts", "analyst"),
    Route("GET", "/rules", "agent"),
    Route("POST", "/rules", "operator", _RULE),
    Route("PUT", "/rules/{rule_id}", "operator", _RULE),
    Route("DELETE", "/rules/{rule_id}", "operator"),
    Route("POST", "/rules/test", "agent", {"account_id": "none", "kind": "text", "value": "空调"}),
    Route("GET", "/settings/dialogue", "agent"),
    Route("PUT", "/settings/dialogue", "operator", _SETTINGS),
    Route("POST", "/files", "agent"),
    Route("GET", "/desk/summary", "agent"),
    Route("GET", "/desk/conversations?box=waiting", "agent"),
    Route("GET", _ONE, "agent"),
    Route("GET", _ONE + "/messages", "agent"),
    Route("POST", _ONE + "/take", "agent"),
    Route("POST", _ONE + "/typing", "agent", {"on": True}),
    Route("PUT", _ONE + "/read", "agent", {"seq": 1}),
    Route("PUT", _ONE + "/draft", "agent", {"text": "您"}),
    Route("POST", _ONE + "/messages", "agent", _MESSAGE),
    Route("POST", _ONE + "/messages/{seq}/retry", "agent"),
    Route("POST", _ONE + "/transfer", "agent", {"staff_id": "none"}),
    Route("POST", _ONE + "/close", "agent"),
    Route("GET", "/quick-replies", "agent"),
    Route("POST", "/quick-replies", "agent", _QUICK),
    Route("PUT", "/quick-replies/{reply_id}", "agent", _QUICK),
    Route("DELETE", "/quick-replies/{reply_id}", "agent"),
    Route("GET", "/home", "analyst"),
)


def served(house: House) -> set[tuple[str, str]]:
    """Method and path of everything that the framework answers."""
    framework = build_framework(house.part, FEATURES)
    found: set[tuple[str, str]] = set()
    for route in framework.routes:
        for handler in getattr(route, "route_handlers", ()):
            found |= {(method, route.path_format) for method in handler.http_methods}
    return {(method, path) for method, path in found if method != "OPTIONS" and "/schema" not in path}


def picture() -> bytes:
    """A small PNG."""
    data = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(data, "PNG")
    return data.getvalue()


def code_of(response: httpx.Response) -> Any:  # noqa: ANN401
    """The status, and the error's code if it is one."""
    return (response.status_code, response.json()["code"]) if response.is_error else response.status_code

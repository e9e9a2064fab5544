"""/api/phone: where the phone's browser finds a page."""

from teahouse.kit.house import House
from teahouse.kit.http import Http, post
from teahouse.kit.logins import Login
from teahouse.platform.webview.rules import led, origin_of
from teahouse.platform.webview.schemas import PageWish, ShownPage
from teahouse.platform.webview.sites import Sites


@post("/api/phone/webview", status_code=200)
def open_page(house: House, request: Http, me: Login, data: PageWish) -> ShownPage:
    """The address of a page in the frame."""
    house.limits.hit(f"webview:{me.subject_id}", 120, 60)
    host = request.headers.get("host", "")
    wanted = led(data.url, origin_of(house.settings.public_url or "") or f"http://{host}")
    shown = house.get(Sites).shown(wanted, host)
    return ShownPage(shown, shown != wanted)

"""/api/phone: where the phone's browser finds a page."""

from teahouse.kit.house import House
from teahouse.kit.http import Http, post
from teahouse.kit.logins import Login
from teahouse.platform.webview.schemas import PageWish, ShownPage
from teahouse.platform.webview.sites import Sites


@post("/api/phone/webview", status_code=200)
def open_page(house: House, request: Http, me: Login, data: PageWish) -> ShownPage:
    """The address of a page in the frame."""
    house.limits.hit(f"webview:{me.subject_id}", 120, 60)
    shown = house.get(Sites).shown(data.url, request.headers.get("host", ""))
    return ShownPage(shown, shown != data.url)

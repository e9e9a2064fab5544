"""Short addresses as browsers open them."""

from urllib.parse import quote

from litestar import Response

from teahouse.kit.db import Session
from teahouse.kit.errors import NotFound
from teahouse.kit.http import get
from teahouse.platform.shortlinks import service


@get("/w/{key:str}", include_in_schema=False)
def open_short(reader: Session, key: str) -> Response[str]:
    """To the long address."""
    address = service.address_of(reader, key)
    if address is None:
        raise NotFound
    return Response("", status_code=302, headers={"Location": quote(address, safe="%/:?#[]@!$&'()*+,;=-._~")})


ROUTES = (open_short,)

"""The HTTP edge: one request, one transaction; errors in the reader's language; who is signed in.

Handlers are plain functions that run in the thread pool. One that takes `session` gets a write session, committed
when it returns and before the answer leaves; one that takes `reader` gets a session that cannot write.
"""

import functools
import inspect
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import litestar
import structlog
from anyio import to_thread
from litestar import Request, Response
from litestar.datastructures import Cookie
from litestar.exceptions import HTTPException, NotFoundException, ValidationException
from litestar.handlers import HTTPRouteHandler
from litestar.openapi import ResponseSpec

from teahouse.kit.asgi import error_body, language_of
from teahouse.kit.db import Session, is_unstorable
from teahouse.kit.errors import AppError, Conflict, Forbidden, Invalid, NotFound, Text, Unauthorized
from teahouse.kit.house import House
from teahouse.kit.logins import LIFETIME, Login

Http = Request[Any, Any, Any]
Decorator = Callable[[Callable[..., Any]], HTTPRouteHandler]
NO_BODY = {204: ResponseSpec(None, description="Request fulfilled, nothing follows")}
"""`responses` of a handler of `Response[None]`, whose body the OpenAPI document would else tell to be null."""

_MISSING = re.compile(r"missing required field `(\w+)`")
_SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
_log = structlog.get_logger(__name__)


class ForgedRequest(Forbidden):
    """The request carries a login's cookie, but not its token."""

    code = "csrf"
    text = Text("页面已过期，请刷新后再试", "This page is out of date, please reload it")


class BodyTooLarge(AppError):
    """More than any handler takes."""

    status = 413
    code = "too_large"
    text = Text("发送的内容太大", "What you sent is too large")


class MethodNotAllowed(AppError):
    """The path exists, but not for this method."""

    status = 405
    code = "method_not_allowed"
    text = Text("不支持这种请求方式", "This method is not supported here")


def get(path: str, **options: Any) -> Decorator:  # noqa: ANN401
    """A GET handler."""
    return lambda function: litestar.get(path, **_with_name(function, options))(_at_the_edge(function))


def post(path: str, **options: Any) -> Decorator:  # noqa: ANN401
    """A POST handler."""
    return lambda function: litestar.post(path, **_with_name(function, options))(_at_the_edge(function))


def put(path: str, **options: Any) -> Decorator:  # noqa: ANN401
    """A PUT handler."""
    return lambda function: litestar.put(path, **_with_name(function, options))(_at_the_edge(function))


def patch(path: str, **options: Any) -> Decorator:  # noqa: ANN401
    """A PATCH handler."""
    return lambda function: litestar.patch(path, **_with_name(function, options))(_at_the_edge(function))


def delete(path: str, **options: Any) -> Decorator:  # noqa: ANN401
    """A DELETE handler."""
    return lambda function: litestar.delete(path, **_with_name(function, options))(_at_the_edge(function))


def _with_name(function: Callable[..., Any], options: dict[str, Any]) -> dict[str, Any]:
    """The handler's options. Its name in the OpenAPI document is feature_function, e.g. menus_read_menu."""
    feature = function.__module__.split(".")[-2:][0]
    return {"operation_id": f"{feature}_{function.__name__}", **options}


def _at_the_edge(function: Callable[..., Any]) -> Callable[..., Any]:
    signature = inspect.signature(function)
    names = [name for name in ("session", "reader") if name in signature.parameters]
    if not names:
        return function if inspect.iscoroutinefunction(function) else _in_a_thread(function, function, signature)
    name, wants_house = names[0], "house" in signature.parameters

    def edge(**values: Any) -> Any:  # noqa: ANN401
        house: House = values["house"] if wants_house else values.pop("house")
        with _opened(house, name) as session:
            return function(**values, **{name: session})

    parameters = [
        parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY)
        for parameter in signature.parameters.values()
        if parameter.name != name
    ]
    if not wants_house:
        parameters.append(inspect.Parameter("house", inspect.Parameter.KEYWORD_ONLY, annotation=House))
    return _in_a_thread(edge, function, signature.replace(parameters=parameters))


def _in_a_thread(
    edge: Callable[..., Any], function: Callable[..., Any], signature: inspect.Signature
) -> Callable[..., Any]:
    """`edge` as the framework sees `function`. Threads are ours: the framework wraps a handler twice when another
    method has the same path, and then sends a coroutine.
    """

    @functools.wraps(function)
    async def handler(**values: Any) -> Any:  # noqa: ANN401
        return await to_thread.run_sync(functools.partial(edge, **values))

    annotations = {one.name: one.annotation for one in signature.parameters.values()}
    handler.__signature__ = signature  # type: ignore[attr-defined]
    handler.__annotations__ = annotations | {"return": signature.return_annotation}
    del handler.__wrapped__  # the framework is to read the signature above
    return handler


def _opened(house: House, name: str) -> AbstractContextManager[Session]:
    return house.db.transaction() if name == "session" else house.db.reading()


async def identify(request: Http, house: House, kind: str) -> Login:
    """Who is signed in on this surface. Raises Unauthorized; ForgedRequest on an unsafe request without its token."""
    token = request.cookies.get(cookie_name(kind), "")
    login = house.logins.cached(kind, token) if token else None
    if login is None and token:
        login = await to_thread.run_sync(house.logins.find, kind, token)
    if login is None:
        raise Unauthorized
    if request.method not in _SAFE_METHODS and not login.knows(request.headers.get("x-csrf-token", "")):
        raise ForgedRequest
    return login


def cookie_name(kind: str) -> str:
    """The cookie of a kind of login."""
    return f"th_{kind}"


def login_cookie(house: House, kind: str, token: str) -> Cookie:
    """The cookie to set at sign-in; with an empty token, the one that removes it."""
    return Cookie(
        key=cookie_name(kind),
        value=token,
        max_age=int(LIFETIME.total_seconds()) if token else 0,
        httponly=True,
        samesite="lax",
        secure=house.settings.base_url.startswith("https:"),
    )


def render_error(request: Http, error: AppError) -> Response[Any]:
    """An error of ours as the reader sees it."""
    headers = {"Retry-After": str(error.values["retry_after"])} if "retry_after" in error.values else None
    return Response(
        error_body(error, language_of(request.scope)),  # type: ignore[arg-type]
        status_code=error.status,
        headers=headers,
    )


def render_framework_error(request: Http, error: HTTPException) -> Response[Any]:
    """The framework's errors, in our words."""
    if isinstance(error, ValidationException):
        return render_error(request, _invalid(error))
    if isinstance(error, NotFoundException):
        return render_error(request, NotFound())
    known: dict[int, AppError] = {413: BodyTooLarge(), 405: MethodNotAllowed(), 401: Unauthorized(), 403: Forbidden()}
    if error.status_code in known:
        return render_error(request, known[error.status_code])
    if error.status_code < 500:  # noqa: PLR2004
        return render_error(request, Invalid())
    return render_unexpected(request, error)


def _invalid(error: ValidationException) -> Invalid:
    details = error.extra if isinstance(error.extra, list) else []
    first: dict[str, Any] = details[0] if details else {}
    reason = str(first.get("message", ""))
    field = _field(first.get("key"), reason)
    if not reason:
        return Invalid(field=field)
    return Invalid(field=field, text=Text("填写的内容有误（{reason}）", "Not valid: {reason}"), reason=reason)


def _field(key: str | None, reason: str) -> str | None:
    """The place in the form. Of a missing one the framework tells where it should be, and its name in the reason."""
    outer = [] if key in {None, "data"} else [str(key)]
    missing = _MISSING.search(reason)
    return ".".join([*outer, *missing.groups()] if missing else outer) or None


def render_unexpected(request: Http, error: Exception) -> Response[Any]:
    """A fault of ours: logged whole, shown without detail."""
    if is_unstorable(error):
        return render_unstorable(request, error)
    _log.error("request.failed", path=request.url.path, exc_info=error)
    return render_error(request, AppError())


def render_unstorable(request: Http, error: Exception) -> Response[Any]:
    """A zero byte in a text, a number without end: databases take none, and nobody means one."""
    _log.info("request.unstorable", path=request.url.path, error=repr(error))
    return render_error(request, Invalid())


def render_bottomless(request: Http, error: Exception) -> Response[Any]:
    """JSON in JSON in JSON, deeper than any reader goes."""
    _log.warning("request.bottomless", path=request.url.path, error=repr(error))
    return render_error(request, Invalid())


def render_conflict(request: Http, error: Exception) -> Response[Any]:
    """Two requests raced for one unique row."""
    _log.info("request.raced", path=request.url.path, error=repr(error))
    return render_error(request, Conflict())

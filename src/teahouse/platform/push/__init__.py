"""Pushes: what people do reaches an account's server as XML, and its answer reaches them as a message.

Fills the messenger's port AccountDesk and the followers' port Pusher. Ports: AutoReplies answers while there is no
server, Meter counts pushes.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from teahouse.kit import clock
from teahouse.kit.house import Feature, House
from teahouse.messenger.conversations import AccountDesk
from teahouse.platform.followers import Pusher
from teahouse.platform.push import jobs, routes
from teahouse.platform.push.check import Checked, check_server, checked_config
from teahouse.platform.push.delivery import Courier, Loader, deliver
from teahouse.platform.push.finish import Finisher
from teahouse.platform.push.history import pushes_after
from teahouse.platform.push.outbox import JOB, Desk, enqueue_push, push_event
from teahouse.platform.push.ports import AutoReplies, Meter, NoAutoReplies, NoMeter, Performed
from teahouse.platform.push.schemas import PushOut, PushPage, ServerForm, Verdict, WireRequest

__all__ = [
    "FEATURE",
    "AutoReplies",
    "Checked",
    "Meter",
    "Performed",
    "PushOut",
    "PushPage",
    "ServerForm",
    "Verdict",
    "WireRequest",
    "check_server",
    "checked_config",
    "enqueue_push",
    "push_event",
    "pushes_after",
]


def _bind(house: House) -> None:
    desk = Desk(house)
    house.bind(AccountDesk, desk)  # type: ignore[type-abstract]  # a port
    house.bind(Pusher, desk)  # type: ignore[type-abstract]  # a port
    house.bind(AutoReplies, NoAutoReplies())  # type: ignore[type-abstract]  # a port
    house.bind(Meter, NoMeter())  # type: ignore[type-abstract]  # a port
    house.bind(Finisher, Finisher(house))
    house.bind(Loader, Loader(house.vault))
    house.bind(Courier, Courier(loopback=house.settings.sandbox))


@asynccontextmanager
async def _running(house: House) -> AsyncIterator[None]:
    with house.db.transaction() as session:
        jobs.schedule_trim(session, clock.now())
    yield
    await house.get(Courier).close()


FEATURE = Feature(
    name="push",
    routes=(
        routes.save_server,
        routes.try_server,
        routes.switch_server_off,
        routes.home,
        routes.pushes,
        routes.push,
        routes.replay,
    ),
    raw={"/api/mp/socket": routes.socket},
    jobs={JOB: deliver, jobs.TRIM: jobs.trim},
    bind=_bind,
    lifespan=_running,
)

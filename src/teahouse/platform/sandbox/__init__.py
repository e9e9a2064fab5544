"""The sandbox: an API that scripts the network, moves its clock, breaks things on purpose and makes crowds."""

from teahouse.kit.house import Feature
from teahouse.platform.sandbox import crowds, reset, routes, timekeeping

__all__ = ["FEATURE"]

FEATURE = Feature(
    name="sandbox",
    routes=routes.ROUTES,
    jobs={crowds.JOB: crowds.step, reset.SWEEP: reset.sweep},
    providers={"gate": routes.gate},
    lifespan=timekeeping.kept,
)

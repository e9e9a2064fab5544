"""Desk: where people answer followers."""

from teahouse.kit.house import Feature
from teahouse.suite.desk.frames import frame
from teahouse.suite.desk.hotpath import HandOver, Said, hand_over, queue, tell
from teahouse.suite.desk.jobs import JOBS
from teahouse.suite.desk.routes import ROUTES
from teahouse.suite.desk.rules import MESSAGE_KINDS, NOTICE_KINDS, check_url, clean_text
from teahouse.suite.desk.sending import send_later
from teahouse.suite.desk.service import first_answer_seconds, waiting_now
from teahouse.suite.desk.socket import PREFIX, endpoint

__all__ = [
    "FEATURE",
    "MESSAGE_KINDS",
    "NOTICE_KINDS",
    "HandOver",
    "Said",
    "check_url",
    "clean_text",
    "first_answer_seconds",
    "frame",
    "hand_over",
    "queue",
    "send_later",
    "tell",
    "waiting_now",
]

FEATURE = Feature(name="desk", routes=ROUTES, raw={PREFIX: endpoint}, jobs=JOBS)

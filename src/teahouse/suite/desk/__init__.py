"""Desk: where people answer followers."""

from teahouse.suite.desk.hotpath import HandOver, Said, hand_over, queue, tell
from teahouse.suite.desk.sending import send_later

__all__ = ["HandOver", "Said", "hand_over", "queue", "send_later", "tell"]

"""For programs that test against a network: the sandbox API in Python, a network process, a server for their bot.

Stands outside the network and knows it over HTTP only. The pytest plugin (`pytest_teahouse`) and `teahouse sandbox` are
made of it.
"""

from teahouse.testing.accounts import Account, ApiRefused, Call, Push, ServerRefused
from teahouse.testing.network import Clock, Network
from teahouse.testing.people import Follower, Message, Person
from teahouse.testing.sandbox import Sandbox, SandboxRefused

__all__ = [
    "Account",
    "ApiRefused",
    "Call",
    "Clock",
    "Follower",
    "Message",
    "Network",
    "Person",
    "Push",
    "Sandbox",
    "SandboxRefused",
    "ServerRefused",
]

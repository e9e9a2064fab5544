"""The face of the protocol lists everything its modules offer, sorted."""

from __future__ import annotations

import importlib
import pkgutil

from teahouse import protocol

# Shared by the modules, of no use outside.
INTERNAL = {"wire"}


def modules() -> list[str]:
    return [info.name for info in pkgutil.iter_modules(protocol.__path__) if info.name not in INTERNAL]


def test_every_module_says_what_it_offers() -> None:
    offered = [name for module in modules() for name in importlib.import_module(f"teahouse.protocol.{module}").__all__]

    assert len(offered) == len(set(offered))
    assert set(offered) == set(protocol.__all__)


def order(name: str) -> tuple[bool, bool, str]:
    """Constants, then classes, then functions, as the linter sorts them."""
    return (not name.isupper(), not name[0].isupper(), name)


def test_the_face_is_sorted_and_there() -> None:
    assert protocol.__all__ == sorted(protocol.__all__, key=order)
    assert all(hasattr(protocol, name) for name in protocol.__all__)


def test_every_class_and_function_of_a_module_that_is_not_private_is_offered() -> None:
    for name in modules():
        module = importlib.import_module(f"teahouse.protocol.{name}")
        own = {
            attribute
            for attribute, value in vars(module).items()
            if not attribute.startswith("_") and callable(value) and getattr(value, "__module__", "") == module.__name__
        }
        assert own - set(module.__all__) <= {"Header", "read_header", "required"}, name

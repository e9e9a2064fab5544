"""The demo town: everything `teahouse demo` puts into an empty house, through the doors that users have."""

from teahouse.demo.seed import Addresses, seed

__all__ = ["Addresses", "seed"]

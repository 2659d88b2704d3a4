"""What this package needs of the floor above: the address of a search says what is searched, and only `web` can read it.

    contract.set_reader(reading.asked)      # once, when the apps are ready

So a saved search keeps no more than the address, and finds what the search page itself would find.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from umsicht.search import Request
from umsicht.tenancy.models import Tenant


@dataclass(frozen=True)
class Asked:
    """A search read from its address: `query` in its one canonical form, `title` in words, `url` of its page."""

    query: str
    title: str
    url: str
    request: Request
    tenants: Collection[int]  # whose rows may be shown


Reader = Callable[[Tenant, str], Asked]
_reader: Reader | None = None


def set_reader(reader: Reader) -> None:
    global _reader  # noqa: PLW0603 - one reader per process, set at start-up
    _reader = reader


def read(tenant: Tenant, query: str) -> Asked:
    """Never raises for any query: what can't be understood falls away, as on the search page."""
    if _reader is None:
        raise RuntimeError("No reader of searches is registered.")
    return _reader(tenant, query)

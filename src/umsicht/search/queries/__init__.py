"""Reads: search, suggestions, state. None of them raises because of what a person typed, and none needs the database."""

from umsicht.search.queries.searching import matching, search
from umsicht.search.queries.state import Status, index_version, status
from umsicht.search.queries.suggesting import suggest

__all__ = ["Status", "index_version", "matching", "search", "status", "suggest"]

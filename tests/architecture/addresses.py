"""The URL map as a list: every named address with its route."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import get_resolver


def _walk(resolver: Any, route: str = "", spaces: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    for entry in resolver.url_patterns:
        path = route + str(entry.pattern)
        if hasattr(entry, "url_patterns"):
            yield from _walk(entry, path, (*spaces, entry.namespace) if entry.namespace else spaces)
        else:
            yield ":".join([*spaces, entry.name or ""]), path


def all_addresses() -> list[tuple[str, str]]:
    """(name with namespace, route) of every address, in the order in which they are tried."""
    return list(_walk(get_resolver()))

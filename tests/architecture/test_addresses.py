"""Addresses are German, plain and for ever: what was published once (published.txt) stays.

`python -m tests.architecture.publish` adds all present addresses to the list; a release does that.
"""

from __future__ import annotations

import re
from pathlib import Path

from tests.architecture.addresses import all_addresses

PUBLISHED = Path(__file__).with_name("published.txt")
ENGLISH = {
    "about", "account", "board", "council", "dashboard", "date", "dates", "delete", "edit", "event", "events", "exports",
    "group", "groups", "health", "login", "logout", "map", "measure", "measures", "meeting", "meetings", "members", "new",
    "offer", "offers", "page", "pages", "password", "profile", "provider", "providers", "report", "search",
    "settings", "signup", "tenant", "tenants", "topics", "users", "watchlist",
}  # fmt: skip
# Standards and tools name these themselves; "en" and "desk" were chosen.
GIVEN = ("api/", "metrics", "robots.txt", "sitemap", "opensearch", ".well-known/", "en", "desk")


def literal(route: str) -> str:
    """The route without its variable parts."""
    return re.sub(r"<[^>]*>|\(\?P<\w+>[^)]*\)|[\^$]", "", route)


def words(route: str) -> set[str]:
    return {word for word in re.split(r"[-./]", literal(route)) if word}


def test_published_addresses_stay() -> None:
    published = {
        tuple(line.split(" ", 1)) for line in PUBLISHED.read_text(encoding="utf-8").splitlines() if line
    }
    assert sorted(published - set(all_addresses())) == []


def test_addresses_are_lower_case_without_a_slash_at_the_end() -> None:
    routes = [route for _name, route in all_addresses() if not route.startswith("api/")]
    assert [
        route for route in routes if route.endswith("/") or literal(route) != literal(route).lower()
    ] == []


def test_addresses_speak_german() -> None:
    routes = [route for _name, route in all_addresses() if not route.startswith(GIVEN[:-2])]
    found = {route: words(route) & ENGLISH for route in routes}
    assert {route: english for route, english in found.items() if english} == {}


def test_names_are_used_once() -> None:
    names = [name for name, _route in all_addresses()]
    assert sorted({name for name in names if names.count(name) > 1}) == []

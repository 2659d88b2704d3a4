"""The guided form, filled as a browser would."""

from __future__ import annotations

from typing import Any

from tests.ui.dom import parse


def hidden(response: Any, name: str = "stand") -> str:
    dom = parse(response.content.decode())
    return str(dom.one("input", name=name).attrs["value"])


def fields(response: Any) -> dict[str, Any]:
    """What a browser would send back unchanged: the main form of a step."""
    form = response.context["form"]
    found: dict[str, Any] = {"stand": hidden(response)}
    for one in [form, *getattr(form, "rows", [])]:
        for bound in one:
            value = bound.value()
            found[bound.html_name] = "" if value is None else value
    return found

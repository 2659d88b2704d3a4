"""Placeholders in a tenant's own words: {portal_name}. Filled in once, by name, as plain text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from umsicht.core.text import one_line
from umsicht.notify.catalogue import MessageType

_PLACE = re.compile(r"\{([^{}]*)\}")
_NAME = re.compile(r"^[a-z][a-z0-9_]{0,39}$")
_DAY = re.compile(r"^\d{4}-\d\d-\d\d")
ALWAYS = {"tenant_name": _("name of the municipality"), "portal_name": _("name of the portal")}
MAX_VALUE = 300


def offered(kind: MessageType | None) -> dict[str, Any]:
    """Name → example of what may stand in braces: plain words of the sample; no addresses, dates or secrets."""
    found: dict[str, Any] = {}
    for sample in kind.samples.values() if kind is not None else ():
        for name, value in sample.items():
            if _NAME.match(name) and _is_plain(value):
                found.setdefault(name, value)
    return found


def _is_plain(value: Any) -> bool:
    if isinstance(value, bool) or not isinstance(value, str | int):
        return False
    text = str(value)
    return bool(text) and len(text) <= 120 and not text.startswith(("/", "http")) and not _DAY.match(text)


def unknown(text: str, kind: MessageType | None) -> list[str]:
    """What stands in braces and can't be filled in; a lone brace counts too."""
    known = {*ALWAYS, *offered(kind)}
    wrong = [f"{{{name}}}" for name in _PLACE.findall(text) if name not in known]
    rest = _PLACE.sub("", text)
    return wrong + [brace for brace in "{}" if brace in rest]


def fill(text: str, values: Mapping[str, Any]) -> str:
    """Each placeholder replaced by its value, which is not looked at again; unknown ones disappear."""

    def value(match: re.Match[str]) -> str:
        found = values.get(match.group(1), "")
        return (
            one_line(str(found))[:MAX_VALUE]
            if isinstance(found, str | int) and not isinstance(found, bool)
            else ""
        )

    return _PLACE.sub(value, text)

"""Opening hours as people type them, one line per time: "Mo-Do 9:00-12:00, 13:00-15:00"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from umsicht.directory.values import WEEKDAYS, Hours

_DAYS = ("mo", "di", "mi", "do", "fr", "sa", "so")
_LINE = re.compile(r"([a-zäöü .,;\-–]+?)[:\s]\s*(\d.*)", re.IGNORECASE)
_SPAN = re.compile(
    r"(\d{1,2})(?:[:.](\d{2}))?\s*(?:-|–|bis)\s*(\d{1,2})(?:[:.](\d{2}))?(?:\s*uhr)?", re.IGNORECASE
)


def write(hours: Hours) -> str:
    """The lines a person may change."""
    by_days: dict[tuple[str, ...], list[str]] = {}
    for span in hours.spans:
        by_days.setdefault(span.days, []).append(f"{span.opens}-{span.closes}")
    return "\n".join(f"{_names(days)} {', '.join(spans)}" for days, spans in by_days.items())


def _names(days: tuple[str, ...]) -> str:
    places = [WEEKDAYS.index(day) for day in days]
    names = [_DAYS[place].title() for place in places]
    if len(places) > 2 and places == list(range(places[0], places[-1] + 1)):
        return f"{names[0]}-{names[-1]}"
    return ", ".join(names)


def read(text: str) -> list[dict[str, Any]]:
    """As stored. Raises ValidationError naming the line that can't be read."""
    rows = [row for line in text.splitlines() if line.strip() for row in _line(line.strip())]
    return Hours.of(rows).to_json()


def _line(line: str) -> Iterator[tuple[list[str], str, str]]:
    match = _LINE.fullmatch(line)
    spans = list(_SPAN.finditer(match[2])) if match else []
    if match is None or not spans or _SPAN.sub("", match[2]).strip(" ,;und"):
        raise _unreadable(line)
    days = _days(match[1], line)
    for span in spans:
        yield days, f"{int(span[1]):02}:{span[2] or '00'}", f"{int(span[3]):02}:{span[4] or '00'}"


def _days(text: str, line: str) -> list[str]:
    found: list[str] = []
    for part in re.split(r"[,;]|\bund\b", text.lower()):
        names = [name.strip(" .")[:2] for name in re.split(r"-|–|\bbis\b", part)]
        if not 1 <= len(names) <= 2 or not set(names) <= set(_DAYS):
            raise _unreadable(line)
        first, last = _DAYS.index(names[0]), _DAYS.index(names[-1])
        if last < first:
            raise _unreadable(line)
        found += WEEKDAYS[first : last + 1]
    return found


def _unreadable(line: str) -> ValidationError:
    return ValidationError(
        _("This line can't be read: “%(line)s”. Please write, for example: Mo-Do 9:00-12:00, 13:00-15:00")
        % {"line": line[:60]}
    )

"""Small values of fieldwork: lines people type, hours of a shift, routes."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from umsicht.core.errors import BadInput
from umsicht.core.text import one_line

MOST_LINES = 40
_NUMBERED = re.compile(r"^(?P<name>.+?)\s*[:;]\s*(?P<number>\d{1,4})$")
_STOP = re.compile(
    r"^(?P<lat>-?\d{1,2}[.,]\d{1,8})\s*[,;\s]\s*(?P<lon>-?\d{1,3}[.,]\d{1,8})\s*[,;]?\s*(?P<name>.*)$"
)


def numbered(text: str) -> list[tuple[str, int]]:
    """Lines such as "Ordnungsamt: 2" as pairs; without a number it is one. Raises BadInput for a line that repeats."""
    found: dict[str, int] = {}
    for raw in text.splitlines():
        line = one_line(raw)
        if not line:
            continue
        match = _NUMBERED.match(line)
        name, number = (match["name"], int(match["number"])) if match else (line, 1)
        if name.casefold() in {held.casefold() for held in found}:
            raise BadInput(_("“%(name)s” stands there twice.") % {"name": name})
        if not 1 <= number <= 1000 or len(name) > 200:
            raise BadInput(_("Please check this line: %(line)s") % {"line": line[:80]})
        found[name] = number
    if len(found) > MOST_LINES:
        raise BadInput(_("At most %(most)s lines, please.") % {"most": MOST_LINES})
    return list(found.items())


def as_lines(pairs: Iterable[tuple[str, int]]) -> str:
    return "\n".join(f"{name}: {number}" for name, number in pairs)


def route_of(text: str) -> tuple[dict[str, Any], list[str]]:
    """Lines such as "50.8357, 12.9262 Stadthallenpark" as a GeoJSON LineString and the names of its stops.

    One line is a place without a way; it is stored as a line of one point that no map draws. Raises BadInput.
    """
    points, stops = [], []
    for raw in text.splitlines():
        line = one_line(raw)
        if not line:
            continue
        match = _STOP.match(line)
        lat, lon = (
            (float(match["lat"].replace(",", ".")), float(match["lon"].replace(",", ".")))
            if match
            else (0.0, 0.0)
        )
        if match is None or not 47 <= lat <= 55.2 or not 5.5 <= lon <= 15.6:
            raise BadInput(
                _(
                    "Not understood as a place in Germany: “%(line)s”. Please write latitude, longitude and a name."
                )
                % {"line": line[:60]}
            )
        points.append([round(lon, 5), round(lat, 5)])
        stops.append(match["name"][:120] or _("Stop %(number)s") % {"number": len(points)})
    if len(points) > MOST_LINES:
        raise BadInput(_("At most %(most)s lines, please.") % {"most": MOST_LINES})
    return ({"type": "LineString", "coordinates": points} if points else {}), stops


def route_text(route: dict[str, Any], stops: list[str]) -> str:
    points = route.get("coordinates", [])
    return "\n".join(f"{lat}, {lon} {name}" for (lon, lat), name in zip(points, stops, strict=False))


def length_of(starts_at: dt.time, ends_at: dt.time) -> Decimal:
    """Hours of a shift; one that ends at or before its start goes on after midnight."""
    begin = starts_at.hour * 60 + starts_at.minute
    end = ends_at.hour * 60 + ends_at.minute
    minutes = end - begin if end > begin else end - begin + 24 * 60
    return (Decimal(minutes) / 60).quantize(Decimal("0.1"))

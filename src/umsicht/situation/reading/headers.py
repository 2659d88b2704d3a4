"""Which column holds what. The publisher's headings differ from year to year; meanings don't."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.utils.translation import gettext as _

from umsicht.core.csvsafe import BadFile
from umsicht.situation.reading.rows import LABELS

NEEDED = ("key", "region", "cases")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "\u00ad": ""})
NAMES: dict[str, tuple[str, ...]] = {
    "year": ("jahr",),
    "key": ("schluessel",),
    "region": ("kreis ags", "gemeindeschluessel", "gemeinde schluessel"),
    "cases": ("faelle", "erfasste faelle", "anzahl erfasste faelle"),
    "rate": ("hz", "hz nach zensus"),
    "attempts": ("versuche", "versuche anzahl", "erfasste faelle davon versuche anzahl"),
    "cleared": ("aufgeklaert", "aufgeklaerte faelle", "aufklaerung anzahl faelle"),
    "suspects": ("tv gesamt", "tatverdaechtige insgesamt"),
    "population": ("ew", "einwohner"),
}
_KNOWN = {name: field for field, names in NAMES.items() for name in names}


def plain(heading: str) -> str:
    """Lower case, umlauts written out, one blank between words: "Gemeinde-schlüssel" → "gemeinde schluessel"."""
    return " ".join(re.split(r"[^a-z0-9]+", heading.casefold().translate(_UMLAUTS))).strip()


def fields(headings: Sequence[str]) -> list[str]:
    """Our name per column, "" for what we don't read. Raises BadFile when a needed one is missing or stands twice."""
    found = [_KNOWN.get(plain(heading), "") for heading in headings]
    missing = [LABELS[name] for name in NEEDED if name not in found]
    if missing:
        raise BadFile(
            _("This is no table of crime statistics by district: it has no column for %(names)s.")
            % {"names": ", ".join(missing)}
        )
    doubled = sorted({LABELS[name] for name in found if name and found.count(name) > 1})
    if doubled:
        raise BadFile(_("The header line names twice: %(names)s.") % {"names": ", ".join(doubled)})
    return found

"""Police statistics of the demo: all districts of Saxony, 2015 to 2022, as published (src/umsicht/situation/data/SOURCE.md)."""

from __future__ import annotations

from umsicht.situation.domain.catalogue import DATA, load_catalogue
from umsicht.situation.domain.crime import import_crime

FILE = DATA / "pks_kreise_sachsen_2015_2022.csv"


def fill() -> int:
    """How many rows and reference records were made or changed."""
    catalogue = load_catalogue()
    report = import_crime(path=FILE, actor=None, strict=True)
    return catalogue.created + catalogue.changed + report.created + report.changed

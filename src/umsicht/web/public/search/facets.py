"""The facet groups in the order in which they are shown: engine name, address parameter, legend, labels."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from django.utils.translation import gettext_lazy

from umsicht.offers.interfaces import search_index as offers
from umsicht.places.queries.atlas import Atlas
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.queries.catalogue import Catalogue


class HasAtlas(Protocol):
    @property
    def atlas(self) -> Atlas: ...


Labels = Callable[[Catalogue, HasAtlas], Mapping[str, str]]


def _terms(scheme: str) -> Labels:
    def read(catalogue: Catalogue, _finder: HasAtlas) -> Mapping[str, str]:
        return catalogue.labels(scheme)

    return read


def _plain(scheme: str) -> Labels:
    def read(catalogue: Catalogue, _finder: HasAtlas) -> Mapping[str, str]:
        entries = catalogue.scheme(scheme)
        return {code: entry.label_plain or entry.label("de", context=True) for code, entry in entries.items()}

    return read


def _fixed(make: Callable[[], Mapping[str, str]]) -> Labels:
    def read(_catalogue: Catalogue, _finder: HasAtlas) -> Mapping[str, str]:
        return make()

    return read


def _districts(_catalogue: Catalogue, finder: HasAtlas) -> Mapping[str, str]:
    return {place.key: place.name for place in finder.atlas.districts}


@dataclass(frozen=True)
class Group:
    """`main` groups are open; the others wait behind "more filters"."""

    name: str
    param: str
    legend: object
    labels: Labels
    main: bool = True
    local: bool = False  # only inside one municipality
    by_count: bool = True  # order by count; else in the order of the labels
    shown: bool = True  # offered in the page; others work by address (links from topics and offers)


GROUPS: tuple[Group, ...] = (
    Group(offers.PROBLEM_FIELD, "thema", gettext_lazy("Topic"), _plain(Scheme.PROBLEM_FIELD)),
    Group(offers.AUDIENCE, "fuer", gettext_lazy("For whom"), _terms(Scheme.AUDIENCE)),
    Group(offers.GRADE, "klasse", gettext_lazy("Grade"), _fixed(offers.grade_labels), by_count=False),
    Group(offers.FORMAT, "form", gettext_lazy("Form"), _terms(Scheme.FORMAT)),
    Group(offers.COST, "kosten", gettext_lazy("Costs"), _fixed(offers.cost_labels), by_count=False),
    Group(
        offers.AVAILABILITY, "frei", gettext_lazy("Free places"), _terms(Scheme.AVAILABILITY), by_count=False
    ),
    Group(offers.CHECKED, "geprueft", gettext_lazy("Checked"), _fixed(offers.checked_labels), by_count=False),
    Group(offers.DISTRICT, "stadtteil", gettext_lazy("Part of town"), _districts, main=False, local=True),
    Group(offers.PLACE, "ort", gettext_lazy("Where"), _fixed(offers.place_labels), main=False),
    Group(offers.AGE, "alter", gettext_lazy("Age"), _terms(Scheme.AGE_GROUP), main=False, by_count=False),
    Group(offers.LANGUAGE, "sprache", gettext_lazy("Language"), _terms(Scheme.LANGUAGE), main=False),
    Group(offers.LEVEL, "ebene", gettext_lazy("Level of prevention"), _terms(Scheme.LEVEL), main=False),
    Group(offers.TOPIC, "bereich", gettext_lazy("Further topics"), _plain(Scheme.TOPIC), main=False),
    Group(
        offers.SCHOOL_TYPE,
        "schulart",
        gettext_lazy("School type"),
        _terms(Scheme.SCHOOL_TYPE),
        main=False,
        shown=False,
    ),
    Group(
        offers.FACTOR,
        "faktor",
        gettext_lazy("Risk and protective factors"),
        _terms(Scheme.FACTOR),
        main=False,
        shown=False,
    ),
)
BY_PARAM = {group.param: group for group in GROUPS}
BY_NAME = {group.name: group for group in GROUPS}

SORTS: dict[str, tuple[str, object]] = {
    "": ("best", gettext_lazy("Fits best")),
    "bestaetigt": (f"-{offers.CONFIRMED}", gettext_lazy("Confirmed most recently")),
    "termin": (offers.NEXT_DATE, gettext_lazy("Next date")),
    "naehe": ("distance", gettext_lazy("Nearest")),
    "titel": ("title", gettext_lazy("Title")),
}


def sort_labels(*, near: bool) -> list[tuple[str, str]]:
    return [(key, str(label)) for key, (_name, label) in SORTS.items() if near or key != "naehe"]

"""Which words of a query mean a term of the vocabulary or a filter."""

from __future__ import annotations

from collections.abc import Iterator

from umsicht.offers.enums import Availability, CostClass, PlaceMode
from umsicht.offers.interfaces import search_index as names
from umsicht.places.enums import AreaKind
from umsicht.places.models import Area
from umsicht.search.registry import Concept, FilterPhrase
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.queries.catalogue import whole_catalogue

# How much a term says about what somebody looks for: topics most, kinds of people least.
_WEIGHTS: dict[Scheme, float] = {
    Scheme.PROBLEM_FIELD: 1.0,
    Scheme.TOPIC: 1.0,
    Scheme.FACTOR: 0.5,
    Scheme.FORMAT: 0.7,
    Scheme.SETTING: 0.5,
    Scheme.SCHOOL_TYPE: 0.5,
    Scheme.AUDIENCE: 0.5,
}
_PLACES_FREE = ("freie Plätze", "Plätze frei", "sofort frei", "ohne Wartezeit", "ohne Warteliste")
_AT_YOURS = (
    *("kommt zu uns", "kommt zu Ihnen", "kommt an die Schule", "kommt in die Schule", "kommt ins Haus"),
    *("Hausbesuch", "vor Ort bei uns"),
)


def concepts() -> Iterator[Concept]:
    """Every current term that offers carry, with its labels and lay words."""
    catalogue = whole_catalogue()
    for scheme, weight in _WEIGHTS.items():
        for entry in catalogue.current(scheme):
            words = [entry.label_de, entry.label_plain, *entry.words]
            yield Concept(entry.code, entry.label("de", context=True), [w for w in words if w], weight)


def filters() -> Iterator[FilterPhrase]:
    """Phrases that narrow a search: for whom, free places, where. Search itself knows grades, ages, costs, languages."""
    yield from _terms()
    yield FilterPhrase(names.COST, CostClass.FUNDABLE, "förderbar", ("förderbar", "mit Förderung"))
    yield FilterPhrase(names.AVAILABILITY, Availability.OPEN, "Plätze frei", _PLACES_FREE)
    yield FilterPhrase(names.PLACE, PlaceMode.ONLINE, "online", ("online", "im Internet", "per Video"))
    yield FilterPhrase(names.PLACE, PlaceMode.COMES_TO_YOU, "kommt zu Ihnen", _AT_YOURS)
    yield from _districts()


def _terms() -> Iterator[FilterPhrase]:
    catalogue = whole_catalogue()
    for entry in catalogue.current(Scheme.AUDIENCE):
        words = [entry.label_de, entry.label_plain, *entry.words]
        yield FilterPhrase(names.AUDIENCE, entry.code, entry.label_de, [w for w in words if w], marker="für")
    for entry in catalogue.current(Scheme.SCHOOL_TYPE):
        words = [entry.label_de, *entry.words]
        yield FilterPhrase(names.SCHOOL_TYPE, entry.code, entry.label_de, words, marker="für")


def _districts() -> Iterator[FilterPhrase]:
    """Districts of cities by their everyday names; where two towns share one, the portal's own counts."""
    areas = Area.objects.filter(kind=AreaKind.CITY_DISTRICT).order_by("key")
    for key, name, lat, lon in areas.values_list("key", "name", "lat", "lon"):
        yield FilterPhrase(names.DISTRICT, key, name, (name,), point=(lat, lon))

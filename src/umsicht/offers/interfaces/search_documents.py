"""Offers as search sees them, read in bulk: a rebuild takes a million of them."""

from __future__ import annotations

import datetime as dt
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import TextField
from django.db.models.functions import Cast

from umsicht.core import clock
from umsicht.offers.enums import OfferState, PlaceMode
from umsicht.offers.interfaces import search_index as names
from umsicht.offers.interfaces.search_providers import shown_by
from umsicht.offers.models import Offer
from umsicht.offers.queries import freshness
from umsicht.offers.values import LAST_GRADE, Cost, cost_classes, stored
from umsicht.search.registry import Document
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.queries.catalogue import Catalogue, Entry, whole_catalogue

COMES_WITHIN_KM = 30
"""How far an offer that comes to people does so when it names no distance."""
LIKELY_RANK = 2
OLDEST = 150
SHORTENED = "gekuerzt"
_EPOCH = dt.date(1970, 1, 1)
_OFFER = (
    *("id", "tenant_id", "title", "summary", "description", "what_happens", "good_to_know", "eligibility"),
    *("problem_fields", "topics", "factors", "audiences", "formats", "settings", "school_types", "languages"),
    *(
        "level",
        "age_from",
        "age_to",
        "grade_from",
        "grade_to",
        "place_modes",
        "area_key",
        "area_name",
        "lat",
        "lon",
    ),
    *(
        "radius_km",
        "costs",
        "cost_from_cents",
        "curriculum",
        "availability",
        "availability_as_of",
        "edited_on",
    ),
    *("confirmed_on", "reviewed_on", "stale_on", "next_date", "published_at", "fidelity", "provider__name"),
    *("programme__name", "programme__evidence_tier", "venue"),
)
_LISTS = (
    *("problem_fields", "topics", "factors", "audiences", "formats", "settings", "school_types", "languages"),
    "place_modes",
)
_LINES = ("what_happens", "good_to_know", "curriculum")
_JSON = frozenset({*_LISTS, *_LINES, "costs"})
_TERMS = (
    ("problem_fields", Scheme.PROBLEM_FIELD),
    ("topics", Scheme.TOPIC),
    ("audiences", Scheme.AUDIENCE),
    ("formats", Scheme.FORMAT),
    ("settings", Scheme.SETTING),
    ("school_types", Scheme.SCHOOL_TYPE),
    ("factors", Scheme.FACTOR),
)


def offer_documents(ids: Sequence[int]) -> Iterator[Document]:
    """Documents of the published offers among `ids`; three queries."""
    # unscoped: the index holds the whole instance
    found = (
        Offer.objects.with_scopes_disabled()
        .filter(pk__in=list(ids), provider__is_public=True, tenant__is_active=True)
        .order_by()
        .values_list("state", *(Cast(name, TextField()) if name in _JSON else name for name in _OFFER))
    )
    # The state is compared here: as a condition it makes SQLite walk an index over all published offers, per batch.
    rows = [row for state, *row in found if state == OfferState.PUBLISHED]
    if not rows:
        return
    shared = _Shared(whole_catalogue(), {row[1] for row in rows}, clock.today())
    for values in rows:
        yield shared.offer(dict(zip(_OFFER, values, strict=True)))


@lru_cache(maxsize=20_000)
def _list(text: str) -> list[str]:
    """A stored list of codes. There are far fewer different ones than offers; nobody may change the answer."""
    found: list[str] = json.loads(text)
    return found


@lru_cache(maxsize=20_000)
def _cost_classes(text: str) -> list[str]:
    return [str(step) for step in cost_classes(stored(Cost, json.loads(text)))]


class _Shared:
    """What the documents of one batch have in common: labels, bands, who shows whose records."""

    def __init__(self, catalogue: Catalogue, tenant_ids: set[int], today: dt.date) -> None:
        self.today = today
        self.shown_by = shown_by(tenant_ids)
        self.days = freshness.keeps_for(catalogue)
        self.fields = catalogue.scheme(Scheme.PROBLEM_FIELD)
        self.texts = {name: _texts(catalogue.scheme(scheme)) for name, scheme in _TERMS}
        self.subjects = catalogue.labels(Scheme.SUBJECT, "de")
        self._known: dict[tuple[str, str], tuple[list[str], list[str]]] = {}
        self._states: dict[tuple[str, dt.date | None], str] = {}
        self._qualities: dict[tuple[Any, ...], float] = {}
        self._bands: dict[tuple[int, int], list[str]] = {}
        self.bands = _bands(catalogue.scheme(Scheme.AGE_GROUP))
        self.likely = {
            code
            for code, tier in catalogue.scheme(Scheme.EVIDENCE_TIER).items()
            if (tier.extra.get("rank") or 0) >= LIKELY_RANK
        }

    def offer(self, row: dict[str, Any]) -> Document:
        """Lists arrive as JSON text, so that what is derived from equal lists is worked out once."""
        concepts, terms = self._carried(row)
        happens, good, links = (json.loads(text) if (text := row[name]) != "[]" else () for name in _LINES)
        if links:
            terms += [self.subjects.get(link.get("subject"), "") for link in links]
        terms += [row["provider__name"], row["programme__name"] or "", row["area_name"], row["venue"]]
        areas = [str(link.get("learning_area", "")) for link in links]
        return Document(
            id=row["id"],
            tenants=self.shown_by.get(row["tenant_id"], (row["tenant_id"],)),
            title=row["title"],
            terms=[text for text in terms if text],
            summary=row["summary"],
            body="\n".join([row["description"], *happens, *good, row["eligibility"], *areas]),
            concepts=concepts,
            facets=self._facets(row),
            numbers=_numbers(row),
            point=(row["lat"], row["lon"]) if row["lat"] is not None else None,
            reach_km=_reach(_list(row["place_modes"]), row["radius_km"]),
            quality=self._quality(
                row["edited_on"], row["confirmed_on"], row["reviewed_on"], stale=row["stale_on"] is not None
            ),
        )

    def _carried(self, row: dict[str, Any]) -> tuple[list[str], list[str]]:
        """The codes of the vocabulary that an offer carries, and their wordings."""
        codes: list[str] = []
        texts: list[str] = []
        for name, _scheme in _TERMS:
            text = row[name]
            if text == "[]":
                continue
            found = self._known.get((name, text))
            if found is None:
                found = self._known[name, text] = self._look_up(name, text)
            codes += found[0]
            texts += found[1]
        return codes, texts

    def _look_up(self, name: str, text: str) -> tuple[list[str], list[str]]:
        codes = self._with_themes(text) if name == "problem_fields" else _list(text)
        return codes, [wording for code in codes for wording in self.texts[name].get(code, ())]

    def _with_themes(self, text: str) -> list[str]:
        """The fields and the themes above them, each once."""
        found = dict.fromkeys(_list(text))
        for code in tuple(found):
            entry = self.fields.get(code)
            if entry is not None and entry.parent:
                found[entry.parent] = None
        return list(found)

    def _facets(self, row: dict[str, Any]) -> dict[str, Sequence[str]]:
        fields = self._known.get(("problem_fields", row["problem_fields"]), ((), ()))[0]
        return {
            names.PROBLEM_FIELD: fields,
            names.TOPIC: _list(row["topics"]),
            names.AUDIENCE: _list(row["audiences"]),
            names.AGE: self._ages(row["age_from"], row["age_to"]),
            names.GRADE: grades(row["grade_from"], row["grade_to"]),
            names.FORMAT: _list(row["formats"]),
            names.LEVEL: [row["level"]] if row["level"] else (),
            names.COST: _cost_classes(row["costs"]),
            names.DISTRICT: [row["area_key"]] if row["area_key"] else (),
            names.LANGUAGE: _list(row["languages"]),
            names.AVAILABILITY: [self._free(row["availability"], row["availability_as_of"])],
            names.CHECKED: self._checked(row),
            names.PLACE: _list(row["place_modes"]),
            names.SCHOOL_TYPE: _list(row["school_types"]),
            names.FACTOR: _list(row["factors"]),
        }

    def _free(self, state: str, as_of: dt.date | None) -> str:
        key = (state, as_of)
        if key not in self._states:
            self._states[key] = freshness.free_now(state, as_of, self.days, self.today).state
        return self._states[key]

    def _quality(
        self,
        edited: dt.date,
        confirmed: dt.date | None,
        reviewed: dt.date | None,
        *,
        stale: bool,
    ) -> float:
        key = (edited, confirmed, reviewed, stale)
        if key not in self._qualities:
            late = freshness.overdue_days(edited, confirmed, reviewed, self.today)
            self._qualities[key] = freshness.quality(late, stale=stale)
        return self._qualities[key]

    def _checked(self, row: dict[str, Any]) -> list[str]:
        found = []
        reviewed = row["reviewed_on"]
        if reviewed is not None and (self.today - reviewed).days <= freshness.REVIEW_AFTER_DAYS:
            found.append(names.REVIEWED)
        # A shortened programme was never studied in that form.
        if row["programme__evidence_tier"] in self.likely and row["fidelity"] != SHORTENED:
            found.append(names.EFFECTIVE)
        return found

    def _ages(self, low: int | None, high: int | None) -> list[str]:
        if low is None and high is None:
            return []
        key = (low or 0, OLDEST if high is None else high)
        if key not in self._bands:
            self._bands[key] = [band.code for band in self.bands if band.holds(*key)]
        return self._bands[key]


def _texts(entries: Mapping[str, Entry]) -> dict[str, tuple[str, ...]]:
    """Code → the wordings under which a text search should find it."""
    return {
        code: tuple(dict.fromkeys(text for text in (e.label_context or e.label_de, e.label_plain) if text))
        for code, e in entries.items()
    }


@dataclass(frozen=True)
class _Band:
    """An age group. Where two touch ("3 to 6", "6 to 10"), reaching the border is not yet being in the upper one."""

    code: str
    start: int
    end: int
    touches_below: bool

    def holds(self, low: int, high: int) -> bool:
        if high == self.start and low < self.start and self.touches_below:
            return False
        return low < self.end and high >= self.start


def _bands(entries: Mapping[str, Entry]) -> list[_Band]:
    raw = [(code, e.extra.get("from") or 0, e.extra.get("to")) for code, e in entries.items()]
    starts, ends = {start for _code, start, _end in raw}, {end for _code, _start, end in raw}
    return [
        _Band(code, start, OLDEST + 1 if end is None else end if end in starts else end + 1, start in ends)
        for code, start, end in raw
    ]


@lru_cache(maxsize=400)
def grades(low: int | None, high: int | None) -> list[str]:
    """Every grade of the range as a code."""
    if low is None and high is None:
        return []
    return [str(grade) for grade in range(low or 1, (high or LAST_GRADE) + 1)]


def _reach(modes: Sequence[str], radius_km: int | None) -> float | None:
    if PlaceMode.ONLINE in modes:
        return math.inf
    if PlaceMode.COMES_TO_YOU in modes:
        return float(radius_km or COMES_WITHIN_KM)
    return None


def _numbers(row: dict[str, Any]) -> dict[str, int]:
    found = {}
    if row["age_from"] is not None or row["age_to"] is not None:
        found[names.AGE_FROM] = row["age_from"] or 0
        found[names.AGE_TO] = OLDEST if row["age_to"] is None else row["age_to"]
    if row["cost_from_cents"] is not None:
        found[names.CENTS] = row["cost_from_cents"]
    if row["confirmed_on"] is not None:
        found[names.CONFIRMED] = (row["confirmed_on"] - _EPOCH).days
    for name, moment in ((names.NEXT_DATE, row["next_date"]), (names.NEWEST, row["published_at"])):
        if moment is not None:
            found[name] = int(moment.timestamp() // 60)
    return found

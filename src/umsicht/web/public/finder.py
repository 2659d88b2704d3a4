"""Finds offers by what they are about, with the search index; rows are read back from the database, checked.

Without an index pages stay useful: counts are left out, lists are empty and say where else to look.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from umsicht.offers.interfaces import search_index as names
from umsicht.offers.queries import offers
from umsicht.search import Near, Request, search
from umsicht.tenancy.models import Tenant
from umsicht.tenancy.queries.participating import participating
from umsicht.tenancy.queries.tenants import state_office
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.queries.catalogue import Entry
from umsicht.web.public.frame import Portal

MAX_COMING = 8
MAX_FACTORS = 6
POOL = 60
WORTH_SHOWING = 0.45
Row = dict[str, Any]


def scope_of(portal: Portal, state: Tenant | None = None) -> Collection[int]:
    """Tenants whose rows may be shown on this portal's pages: its own, or all that take part."""
    if portal.is_alliance or not portal.tenant.is_active:
        return participating(portal.tenant if portal.is_alliance else state or state_office())
    return frozenset({portal.tenant.pk})


def _facet(entry: Entry) -> str:
    return names.PROBLEM_FIELD if entry.scheme == Scheme.PROBLEM_FIELD else names.TOPIC


def _ids(
    portal: Portal, filters: dict[str, Sequence[str]], *, limit: int, near: Near | None = None
) -> list[int]:
    result = search(
        Request(
            names.OFFER,
            tenants={portal.tenant.pk},
            filters={name: list(codes) for name, codes in filters.items() if codes},
            near=near,
            limit=limit,
        )
    )
    return list(result.ids)


def topic_counts(portal: Portal) -> dict[str, int] | None:
    """Offers per problem field and further topic, themes with their fields; None without an index. No query."""
    result = search(
        Request(names.OFFER, tenants={portal.tenant.pk}, limit=0, facets=(names.PROBLEM_FIELD, names.TOPIC))
    )
    if result.degraded:
        return None
    return {**result.facets.get(names.PROBLEM_FIELD, {}), **result.facets.get(names.TOPIC, {})}


@dataclass(frozen=True)
class Found:
    """`factors`: codes of the factors that most of these offers work on, most frequent first."""

    rows: list[Row]
    total: int
    factors: tuple[str, ...] = ()


def in_topic(portal: Portal, entry: Entry, *, limit: int = 30, state: Tenant | None = None) -> Found:
    """Offers on a topic, best kept ones first. One query."""
    result = search(
        Request(
            names.OFFER,
            tenants={portal.tenant.pk},
            filters={_facet(entry): [entry.code]},
            limit=limit,
            facets=(names.FACTOR,),
        )
    )
    counted = result.facets.get(names.FACTOR, {})
    factors = sorted((code for code in counted if counted[code]), key=lambda code: (-counted[code], code))
    return Found(offers.hits(result.ids, scope_of(portal, state)), result.total, tuple(factors[:MAX_FACTORS]))


def coming_to(portal: Portal, state: Tenant | None = None) -> list[Row]:
    """Offers of other towns that come to this one or are online; nearest providers first. One query."""
    tenant, office = portal.tenant, state or state_office()
    if tenant.lat is None or tenant.lon is None:
        return []
    result = search(
        Request(
            names.OFFER,
            tenants={office.pk},
            filters={names.PLACE: ["comes-to-you", "online"]},
            near=Near(tenant.lat, tenant.lon, 1),
            limit=MAX_COMING,
        )
    )
    return offers.hits(result.ids, participating(office))


@dataclass(frozen=True)
class Wanted:
    """What a person in need is looking for. Offers must meet the words, a field or a topic; the rest orders them.

    `formats` are asked for, `prefer` and `avoid` say which forms mostly fit such a person.
    """

    text: str
    fields: Sequence[str]
    topics: Sequence[str]
    audiences: Sequence[str] = ()
    settings: Sequence[str] = ()
    formats: Sequence[str] = ()
    prefer: Sequence[str] = ()
    avoid: Sequence[str] = ()
    district: str = ""


@dataclass(frozen=True)
class Match:
    """An offer with the codes by which it fits, for the reasons shown beside it."""

    row: Row
    topics: tuple[str, ...]
    audiences: tuple[str, ...]
    near: bool
    score: float


def matching(portal: Portal, wanted: Wanted, *, limit: int = 6, state: Tenant | None = None) -> list[Match]:
    """The offers that fit best: by words and topic first, then by people, place and form. One query."""
    worded = _worded(portal, wanted)
    ids = [*worded]
    ids += _ids(portal, {names.PROBLEM_FIELD: wanted.fields}, limit=POOL) if wanted.fields else []
    ids += _ids(portal, {names.TOPIC: wanted.topics}, limit=POOL) if wanted.topics else []
    rows = offers.hits(dict.fromkeys(ids), scope_of(portal, state))
    matches = sorted((_match(row, wanted, worded) for row in rows), key=lambda match: -match.score)
    # Better few offers that fit than many that hardly do.
    return [match for match in matches[:limit] if match.score >= WORTH_SHOWING * matches[0].score]


def _worded(portal: Portal, wanted: Wanted) -> dict[int, float]:
    """Offers that meet the words, with a weight from 1.0 (best) down to 0."""
    result = search(
        Request(names.OFFER, text=wanted.text, tenants={portal.tenant.pk}, limit=POOL, recognise=False)
    )
    best = max(result.scores, default=0.0)
    return (
        {pk: score / best for pk, score in zip(result.ids, result.scores, strict=False)} if best > 0 else {}
    )


def _match(row: Row, wanted: Wanted, worded: dict[int, float]) -> Match:
    fields = _shared(wanted.fields, row["problem_fields"])
    topics = _shared(wanted.topics, row["topics"])
    people = _shared(wanted.audiences, row["audiences"])
    near = bool(wanted.district) and row["area_key"] == wanted.district
    score = 6.0 * worded.get(row["id"], 0.0)
    score += _weighed(fields, wanted.fields, 3.0) + _weighed(topics, wanted.topics, 2.0)
    score += _weighed(people, wanted.audiences, 2.5)
    forms = set(row["formats"])
    score += 3.0 * bool(forms & set(wanted.formats)) + 1.5 * bool(forms & set(wanted.prefer))
    score -= 2.0 * bool(forms & set(wanted.avoid))
    score += 1.0 * bool(_shared(wanted.settings, row["settings"])) + 1.5 * near
    return Match(row, (*fields, *topics), people, near, score)


def _weighed(shared: Sequence[str], wanted: Sequence[str], full: float) -> float:
    """The best shared code counts, the first wanted most; more shared ones add a little."""
    if not shared:
        return 0.0
    best = min(list(wanted).index(code) for code in shared)
    return full * (1 - 0.2 * min(best, 3)) + 0.3 * (len(shared) - 1)


def _shared(wanted: Iterable[str], held: Iterable[str]) -> tuple[str, ...]:
    known = set(held)
    return tuple(code for code in wanted if code in known)

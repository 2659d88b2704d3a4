"""Notes searches in vain and paths without a fitting offer, without personal data (demand.counter).

Only codes of the vocabulary are noted, never words. Not counted: further pages, other orders and the map of the same
search, refinements of a search that counted already, programs, prefetching browsers, people who are signed in (their
work would distort the picture), and everything while the index is being set up. What a kept page answers within five
minutes does not come by here at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, QueryDict

from umsicht.demand import recognising
from umsicht.demand.counter import Gap, counter
from umsicht.demand.enums import Channel, Outcome
from umsicht.demand.recognising import known_code
from umsicht.offers.interfaces import search_index as names
from umsicht.places.queries.atlas import atlas
from umsicht.search import Recognised, Result, index_version
from umsicht.tenancy.models import Tenant
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.queries.catalogue import Catalogue, catalogue
from umsicht.web.public.need.tree import Situation
from umsicht.web.public.search.finding import Finder
from umsicht.web.public.search.params import SearchParams

_PROGRAMS = re.compile(
    r"bot\b|bot/|crawl|spider|slurp|preview|monitor|check|headless|curl|wget|python|java/|okhttp|go-http|httpclient|"
    r"feed|scan|lighthouse|archiver|facebookexternalhit",
    re.IGNORECASE,
)
Rows = Sequence[Mapping[str, Any]]


def counts(request: HttpRequest) -> bool:
    """Whether a request is a visitor looking at a page."""
    agent = request.headers.get("User-Agent", "")
    return (
        request.method == "GET"
        and bool(agent)
        and not _PROGRAMS.search(agent)
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and "prefetch" not in request.headers.get("Sec-Purpose", request.headers.get("Purpose", ""))
    )


# ---- search ------------------------------------------------------------------------------------------------------


def note_search(request: HttpRequest, finder: Finder, result: Result, rows: Rows) -> None:
    """Called by the search page with what it found. Costs no query."""
    params = finder.params
    if (
        params.page > 1
        or params.sort
        or params.view
        or params.is_empty
        or result.degraded
        or not counts(request)
    ):
        return
    found = recognising.lexicon(finder.tenant).recognise(params.text) if params.text else {}
    topics = _chosen(params, names.PROBLEM_FIELD, names.TOPIC) or recognising.topics(found)
    words = catalogue(finder.tenant)
    outcome = outcome_of(result, rows, _with_children(words, topics))
    if outcome is None or _refines(request, finder.tenant, params):
        return
    gap = Gap(
        finder.tenant.pk,
        Channel.SEARCH.value,
        outcome.value,
        topic=known_code(words, topics, Scheme.PROBLEM_FIELD, Scheme.TOPIC),
        audience=known_code(words, _audiences(params, result, found), Scheme.AUDIENCE),
        age=_age(words, params, result, found),
        district=_district(finder.tenant, params, result),
    )
    counter().note(gap, _same(finder.tenant, params))


def outcome_of(result: Result, rows: Rows, topics: frozenset[str]) -> Outcome | None:
    """Why a search was in vain; None when something on its topic was found, or nothing is known of its topic."""
    if not result.total or not rows:
        return Outcome.NONE
    on_topic = any(topics & {*row["problem_fields"], *row["topics"]} for row in rows)
    if topics and on_topic and not any(not item.applied for item in result.recognised):
        return None
    if result.relaxed or any(not item.applied for item in result.recognised):
        return Outcome.RELAXED
    return Outcome.WEAK if topics and not on_topic else None


def _with_children(words: Catalogue, topics: Iterable[str]) -> frozenset[str]:
    """A theme is met by any of its fields."""
    wanted = set(topics)
    fields = words.scheme(Scheme.PROBLEM_FIELD).values()
    return frozenset(wanted | {entry.code for entry in fields if entry.parent in wanted})


def _chosen(params: SearchParams, *groups: str) -> tuple[str, ...]:
    return tuple(code for group in groups for code in params.chosen.get(group, ()))


def _read(result: Result, facet: str) -> tuple[str, ...]:
    """Codes that the engine read out of the words, also those it had to drop."""
    return tuple(code for item in result.recognised if item.facet == facet for code in item.codes)


def _audiences(params: SearchParams, result: Result, found: recognising.Found) -> tuple[str, ...]:
    read = _read(result, names.AUDIENCE)
    return _chosen(params, names.AUDIENCE) or read or found.get(Scheme.AUDIENCE.value, ())


def _age(words: Catalogue, params: SearchParams, result: Result, found: recognising.Found) -> str:
    chosen = known_code(words, _chosen(params, names.AGE), Scheme.AGE_GROUP)
    grades = _chosen(params, names.GRADE) or _read(result, names.GRADE)
    years = next((age for item in result.recognised if (age := _years(item)) is not None), None)
    if chosen or grades:
        return chosen or recognising.grade_band(words, grades)
    if years is not None:
        return recognising.age_band(words, years)
    return known_code(words, found.get(Scheme.AGE_GROUP.value, ()), Scheme.AGE_GROUP)


def _years(item: Recognised) -> int | None:
    return next((limits[1] for name, limits in item.ranges if name == names.AGE_FROM), None)


def _district(tenant: Tenant, params: SearchParams, result: Result) -> str:
    """A city district of this town; a position of one's own is never used."""
    here = atlas(tenant)
    codes = (*_chosen(params, names.DISTRICT), *_read(result, names.DISTRICT), params.near)
    return next((code for code in codes if code and here.district(code)), "")


def _same(tenant: Tenant, params: SearchParams) -> int:
    """Stands for a search in memory; Python's hash of strings is salted anew in each process."""
    chosen = tuple(sorted((name, tuple(sorted(codes))) for name, codes in params.chosen.items()))
    return hash((tenant.pk, params.text.casefold(), chosen, params.near, params.radius, params.neighbours))


def _refines(request: HttpRequest, tenant: Tenant, params: SearchParams) -> bool:
    """The visitor comes from a search with the same words that counted already (the browser says from where)."""
    came_from = urlsplit(request.headers.get("Referer", ""))
    if came_from.path != request.path or not came_from.query:
        return False
    before = SearchParams.read(QueryDict(came_from.query[:2000]))
    return before.text.casefold() == params.text.casefold() and counter().seen(_same(tenant, before))


# ---- three questions ---------------------------------------------------------------------------------------------


def note_need(
    request: HttpRequest, tenant: Tenant, situation: Situation, district: str, on_topic: Sequence[bool]
) -> None:
    """Called by the page the three answers lead to; `on_topic` says of each offer shown whether it is about it."""
    if any(on_topic) or not index_version() or not counts(request):
        return
    words = catalogue(tenant)
    gap = Gap(
        tenant.pk,
        Channel.NEED.value,
        (Outcome.WEAK if on_topic else Outcome.NONE).value,
        topic=known_code(words, (*situation.fields, *situation.topics), Scheme.PROBLEM_FIELD, Scheme.TOPIC),
        audience=known_code(words, situation.audiences, Scheme.AUDIENCE),
        district=district,
    )
    counter().note(gap, hash((tenant.pk, request.path, district)))

"""Which rows a list request means, and how many there are."""

from __future__ import annotations

import datetime as dt
import threading
from collections import OrderedDict
from typing import Any

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast
from django.http import HttpRequest

from umsicht.api.hsds import reads, terms
from umsicht.api.hsds.shapes import OrganisationParameters, PageParameters, ServiceParameters
from umsicht.core.errors import BadInput
from umsicht.directory.models import Organisation
from umsicht.offers.models import Offer
from umsicht.search import Request as SearchRequest
from umsicht.search import search
from umsicht.tenancy.models import Tenant
from umsicht.tenancy.queries.tenants import state_office
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.queries.catalogue import whole_catalogue

Row = dict[str, Any]
_Key = tuple[object, ...]


class _Memory:
    """The numbers asked for last, kept by what they were made from; one per process."""

    def __init__(self, most: int = 500) -> None:
        self._most = most
        self._held: OrderedDict[_Key, int] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: _Key) -> int | None:
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
            return self._held.get(key)

    def put(self, key: _Key, number: int) -> None:
        with self._lock:
            self._held[key] = number
            while len(self._held) > self._most:
                self._held.popitem(last=False)

    def clear(self) -> None:
        with self._lock:
            self._held.clear()


_counts = _Memory()
_page_ends = _Memory()
"""The key of the last row of a page: who harvests page by page must not make the database walk past all rows before."""

# The column of an offer that holds the codes of a scheme.
_LISTS: dict[str, str] = {
    Scheme.PROBLEM_FIELD: "problem_fields",
    Scheme.TOPIC: "topics",
    Scheme.AUDIENCE: "audiences",
    Scheme.FORMAT: "formats",
    Scheme.SETTING: "settings",
    Scheme.SCHOOL_TYPE: "school_types",
    Scheme.FACTOR: "factors",
    Scheme.ACCESSIBILITY: "accessibility",
}
_SINGLES: dict[str, str] = {
    Scheme.LEVEL: "level",
    Scheme.FIDELITY: "fidelity",
    Scheme.AVAILABILITY: "availability",
    Scheme.EVIDENCE_TIER: "programme__evidence_tier",
}


def offers(parameters: ServiceParameters) -> QuerySet[Offer]:
    """Published offers that match all filters but the free search."""
    chosen = reads.public_offers()
    if parameters.organization_id:
        chosen = chosen.filter(provider__public_id=parameters.organization_id)
    if parameters.municipality:
        chosen = chosen.filter(tenant__key=parameters.municipality)
    if parameters.modified_after is not None:
        chosen = reads.modified_since(chosen, _instant(parameters.modified_after))
    if parameters.taxonomy_id:
        chosen = _of_taxonomy(chosen, str(parameters.taxonomy_id))
    if parameters.taxonomy_term_id:
        chosen = _of_term(chosen, str(parameters.taxonomy_term_id))
    return chosen


def _organisations(parameters: OrganisationParameters) -> QuerySet[Organisation]:
    chosen = reads.public_organisations()
    if parameters.search:
        chosen = chosen.filter(name__icontains=parameters.search)
    if parameters.taxonomy_id and str(parameters.taxonomy_id) != terms.taxonomy(Scheme.SECTOR)["id"]:
        return chosen.none()
    if parameters.taxonomy_term_id:
        entry = whole_catalogue().by_uid.get(str(parameters.taxonomy_term_id))
        if entry is None or entry.scheme != Scheme.SECTOR:
            return chosen.none()
        chosen = chosen.filter(sector=entry.code)
    return chosen


def page(queryset: QuerySet[Any], parameters: PageParameters, *order: str) -> QuerySet[Any]:
    start = (parameters.page - 1) * parameters.per_page
    return queryset.order_by(*order)[start : start + parameters.per_page]


def state_of(request: HttpRequest) -> Tenant:
    """The state office. The page cache has looked it up already, unless somebody is signed in."""
    pair = getattr(request, "portal_pair", None)
    return pair.tenants[1] if pair else state_office()


def _key(request: HttpRequest, what: str, parameters: PageParameters) -> _Key:
    """Equal as long as the same rows answer: filters, and the content version of the whole state."""
    asked = parameters.model_dump_json(exclude={"page", "per_page", "full", "minimal"})
    return (what, asked, state_of(request).content_version)


def count(key: _Key, queryset: QuerySet[Any]) -> int:
    """The exact number of rows, counted once per filter and content version of the whole state."""
    number = _counts.get(key)
    if number is None:
        number = queryset.count()
        _counts.put(key, number)
    return number


def _page_rows(key: _Key, chosen: QuerySet[Offer], parameters: PageParameters, *, entry: bool) -> list[Row]:
    """The rows of a page, oldest record first, so that paging stays stable while things are published."""
    size = parameters.per_page
    before = _page_ends.get((*key, size, parameters.page - 1))
    if before is None:
        found = page(chosen, parameters, "pk")
    else:
        found = chosen.filter(pk__gt=before).order_by("pk")[:size]
    if entry:  # short rows are read by a compiled query, whole ones at once
        rows = reads.service_rows_in_order(list(found.values_list("pk", flat=True)), entry=True)
    else:
        rows = reads.service_rows(found)
    if len(rows) == size:
        _page_ends.put((*key, size, parameters.page), rows[-1]["id"])
    return rows


def forget() -> None:
    """Between tests, where content versions start again."""
    _counts.clear()
    _page_ends.clear()


def _instant(value: dt.datetime | dt.date) -> dt.datetime:
    if isinstance(value, dt.datetime):
        return value
    return dt.datetime(value.year, value.month, value.day, tzinfo=dt.UTC)


def _holds(chosen: QuerySet[Offer], field: str, text: str) -> QuerySet[Offer]:
    """Rows whose JSON list holds a code; as text, which both stores do alike."""
    return chosen.annotate(codes_text=Cast(field, TextField())).filter(codes_text__contains=text)


def _of_taxonomy(chosen: QuerySet[Offer], taxonomy_id: str) -> QuerySet[Offer]:
    scheme = terms.scheme_of(taxonomy_id)
    if scheme in _LISTS:
        return _holds(chosen, _LISTS[scheme], '"')
    if scheme in _SINGLES:
        return chosen.exclude(**{_SINGLES[scheme]: ""}).exclude(**{f"{_SINGLES[scheme]}__isnull": True})
    return chosen.none()


def _of_term(chosen: QuerySet[Offer], term_id: str) -> QuerySet[Offer]:
    entry = whole_catalogue().by_uid.get(term_id)
    if entry is None:
        return chosen.none()
    if entry.scheme in _LISTS:
        return _holds(chosen, _LISTS[entry.scheme], f'"{entry.code}"')
    if entry.scheme in _SINGLES:
        return chosen.filter(**{_SINGLES[entry.scheme]: entry.code})
    return chosen.none()


def refuse_deep_search(parameters: PageParameters) -> None:
    """Ranked results end somewhere: the engine ranks the first 10,000 hits."""
    if parameters.search and parameters.page * parameters.per_page > 10_000:
        raise BadInput(
            "Mit „search“ lassen sich höchstens 10.000 Treffer durchblättern. Bitte grenzen Sie die Suche ein."
        )


def services(
    request: HttpRequest, parameters: ServiceParameters, *, with_place: bool = False
) -> tuple[int, list[Row]]:
    """Total and the rows of one page."""
    chosen = offers(parameters)
    if with_place:
        chosen = chosen.filter(contact_point__isnull=False, contact_point__is_public=True)
    entry = not (parameters.full or with_place)
    if parameters.search:
        return _searched(request, parameters, chosen, entry=entry)
    key = _key(request, f"services:{with_place}", parameters)
    return count(key, chosen), _page_rows(key, chosen, parameters, entry=entry)


def organisations(
    request: HttpRequest, parameters: OrganisationParameters
) -> tuple[int, QuerySet[Organisation]]:
    """Total and one page, by name."""
    chosen = _organisations(parameters)
    return count(_key(request, "organisations", parameters), chosen), page(chosen, parameters, "name", "pk")


def _searched(
    request: HttpRequest, parameters: ServiceParameters, chosen: QuerySet[Offer], *, entry: bool
) -> tuple[int, list[Row]]:
    """Ranked by the engine, filtered by the database: an id that is no longer public or filtered out is dropped."""
    refuse_deep_search(parameters)
    depends_on_index(request)
    found = search(SearchRequest(kind="offer", text=parameters.search, limit=10_000))
    kept = set(chosen.filter(pk__in=found.ids).values_list("pk", flat=True))
    ids = [pk for pk in found.ids if pk in kept]
    start = (parameters.page - 1) * parameters.per_page
    return len(ids), reads.service_rows_in_order(ids[start : start + parameters.per_page], entry=entry)


def depends_on_index(request: HttpRequest) -> None:
    """Tell the page cache (web.pagecache reads this) that the answer also hangs on the search index."""
    request.page_depends = frozenset({"index"})  # type: ignore[attr-defined]

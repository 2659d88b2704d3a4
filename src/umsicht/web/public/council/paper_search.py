"""Public papers found: by the search index, whose answers are read again from the database; without one, by the database."""

from __future__ import annotations

from dataclasses import dataclass, field

from umsicht.core.paging import Page, from_total, number_from
from umsicht.council.enums import PaperKind
from umsicht.council.interfaces import search_papers as names
from umsicht.council.models import Body, Paper
from umsicht.council.queries import public_papers as queries
from umsicht.council.queries.portal import titles
from umsicht.search import Request, Result, search
from umsicht.tenancy.models import Tenant
from umsicht.web.public.council.common import Filter

PAGE = 20
MOST_PAGES = 500


@dataclass
class Found:
    """A page of papers. The choices of the filters are those that lead to something."""

    page: Page[Paper]
    kinds: list[tuple[str, str]] = field(default_factory=list)
    years: list[int] = field(default_factory=list)
    bodies: list[tuple[str, str]] = field(default_factory=list)
    degraded: bool = False


def find(tenant: Tenant, wanted: Filter, raw_page: object) -> Found:
    """At most two queries, however many papers there are."""
    number = number_from(raw_page)
    result = search(_request(tenant, wanted, number))
    if result.degraded:
        return _newest()
    papers = queries.papers_by_id(tenant, result.ids)
    total = result.total - len(result.ids) + len(papers)  # what was closed a moment ago is not counted either
    page = from_total(papers, number=number, size=PAGE, total=total, max_page=MOST_PAGES)
    return Found(page, _kinds(result, wanted), _years(result, wanted), _bodies(tenant, result, wanted))


def _request(tenant: Tenant, wanted: Filter, number: int) -> Request:
    filters = {
        names.KIND: [wanted.kind] if wanted.kind in PaperKind.values else [],
        names.YEAR: [str(wanted.year)] if wanted.year else [],
        names.BODY: [wanted.code] if wanted.code else [],
    }
    return Request(
        names.PAPER,
        text=wanted.text,
        tenants=[tenant.pk],
        filters={name: codes for name, codes in filters.items() if codes},
        sort="best" if wanted.text else f"-{names.NEWEST}",
        offset=(number - 1) * PAGE,
        limit=PAGE,
        facets=(names.KIND, names.YEAR, names.BODY),
        recognise=False,
    )


def newest(tenant: Tenant, body: Body | None, most: int) -> list[Paper]:
    """The newest public papers of a body, or of all: with a body the index finds them at once, however many there are."""
    if body is None:
        return queries.newest_papers(most=most)
    result = search(
        Request(
            names.PAPER,
            tenants=[tenant.pk],
            filters={names.BODY: [body.code]},
            sort=f"-{names.NEWEST}",
            limit=most,
        )
    )
    return queries.newest_papers(body, most) if result.degraded else queries.papers_by_id(tenant, result.ids)


def _newest() -> Found:
    """While there is no index: the newest, and the page says that searching has to wait."""
    papers = queries.newest_papers(most=PAGE)
    return Found(from_total(papers, number=1, size=PAGE, total=len(papers)), degraded=True)


def _codes(result: Result, name: str, chosen: str) -> set[str]:
    return {
        *(code for code, count in result.facets.get(name, {}).items() if count),
        *([chosen] if chosen else []),
    }


def _kinds(result: Result, wanted: Filter) -> list[tuple[str, str]]:
    shown = _codes(result, names.KIND, wanted.kind)
    return [(code, str(label)) for code, label in PaperKind.choices if code in shown]


def _years(result: Result, wanted: Filter) -> list[int]:
    shown = _codes(result, names.YEAR, str(wanted.year) if wanted.year else "")
    return sorted((int(year) for year in shown), reverse=True)


def _bodies(tenant: Tenant, result: Result, wanted: Filter) -> list[tuple[str, str]]:
    known = titles(tenant, _codes(result, names.BODY, wanted.code))
    return sorted(known.items(), key=lambda pair: pair[1].casefold())

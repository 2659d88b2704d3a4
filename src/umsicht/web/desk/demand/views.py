"""Unmet demand for planning: table and charts, one gap in detail, CSV."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from umsicht.core import csvsafe
from umsicht.core.access import require
from umsicht.demand.interfaces import gap_export
from umsicht.demand.interfaces.gap_filter import LEGENDS, WORDS, GapFilterForm, Wanted
from umsicht.demand.queries import gaps
from umsicht.demand.queries.gaps import DIMENSIONS, TOWN, Cell, Filters, Overview, Span
from umsicht.tenancy.models import Tenant
from umsicht.ui.markup import tag
from umsicht.ui.nav import Link
from umsicht.ui.tables import Column, Table
from umsicht.web.desk.answers import csv_file, here
from umsicht.web.desk.demand import figures, near
from umsicht.web.desk.demand.words import Words, words_of

ROWS_SHOWN = 50


def _read(request: HttpRequest) -> tuple[Tenant, Words, Wanted]:
    tenant = here(request)
    words = words_of(tenant)
    return tenant, words, Wanted.read(request.GET, words.choices)


@require_safe
@never_cache
def overview(request: HttpRequest, tenant: str) -> HttpResponse:
    require(request.user, "demand.gap.view", here(request))
    return render(request, "desk/demand/overview.html", _overview(*_read(request)))


def _overview(own: Tenant, words: Words, wanted: Wanted) -> dict[str, Any]:
    found = gaps.overview(own, wanted.span, wanted.filters, wanted.by)
    months = gaps.by_month(own, wanted.span.last, wanted.filters)
    bars, columns = figures.drawn_together(
        figures.by_cell(found, wanted.by, words), figures.over_time(months, found)
    )
    return {
        "form": GapFilterForm(wanted, words.choices),
        "found": found,
        "more": max(0, len(found.cells) - ROWS_SHOWN),
        "table": table(own, found, wanted, words),
        "bars": bars,
        "columns": columns,
        "any_month": any(month.count != 0 for month in months),
        "definition": gap_export.definition(),
        "source": gap_export.source(found),
        "query": urlencode(wanted.pairs()),
        "small": gap_export.small(),
    }


def table(tenant: Tenant, found: Overview, wanted: Wanted, words: Words) -> Table:
    """The gaps with their trend and what is on offer today."""

    def rows() -> Iterator[list[Any]]:
        for cell in found.cells[:ROWS_SHOWN]:
            first, *others = (words.label(name, cell.keys[name]) for name in wanted.by)
            url = gap_url(tenant, cell, wanted)
            yield [
                format_html('<a href="{}">{}</a>', url, first) if url else first,
                *others,
                gap_export.small() if cell.now is None else cell.now,
                trend(cell),
                near.how_many(tenant, cell.keys),
            ]

    columns = [
        *(Column(LEGENDS[name]) for name in wanted.by),
        Column(_("Looked in vain"), numeric=True),
        Column(_("Against the span before")),
        Column(_("Offers today"), numeric=True),
    ]
    return Table(_("Gaps, most frequent first"), columns, rows(), caption_hidden=True)


def trend(cell: Cell) -> Any:
    """The change in words and figures: a few more or less are no trend."""
    if cell.trend is None:
        return tag(_("new")) if cell.before == 0 else None
    percent = f"{cell.trend:+d}".replace("-", "\N{MINUS SIGN}")
    if abs(cell.trend) < 10:
        return _("about the same (%(percent)s %%)") % {"percent": percent}
    kind = "warn" if cell.trend > 0 else "good"
    word = _("more (%(percent)s %%)") if cell.trend > 0 else _("fewer (%(percent)s %%)")
    return tag(word % {"percent": percent}, kind)


def gap_url(tenant: Tenant, cell: Cell, wanted: Wanted) -> str:
    """The page of one gap: its codes and the filters in force; "" where nothing was recognised."""
    keys = wanted.filters.given() | {name: code for name, code in cell.keys.items() if code and name != TOWN}
    if not any(keys.get(name) for name in DIMENSIONS):
        return ""
    pairs = [("zeit", wanted.days), *((WORDS[name], code) for name, code in keys.items())]
    return f"{reverse('desk_demand_gap', kwargs={'tenant': tenant.slug})}?{urlencode(pairs)}"


@require_safe
@never_cache
def gap(request: HttpRequest, tenant: str) -> HttpResponse:
    """One gap: how it went over the year, where people looked, and which offers lie near."""
    require(request.user, "demand.gap.view", here(request))
    return render(request, "desk/demand/gap.html", _gap(*_read(request)))


def _gap(own: Tenant, words: Words, wanted: Wanted) -> dict[str, Any]:
    keys = {name: code for name, code in wanted.filters.given().items() if name in DIMENSIONS}
    found = gaps.overview(own, wanted.span, wanted.filters, ())
    months = gaps.by_month(own, wanted.span.last, wanted.filters)
    cell = found.cells[0] if found.cells else Cell({}, 0 if not found.rest else None, 0)
    return {
        "title": " · ".join(words.label(name, code) for name, code in keys.items()) or _("All gaps"),
        "found": found,
        "now": gap_export.small() if cell.now is None else cell.now,
        "trend": trend(cell) if cell.now or cell.before else "",
        "columns": figures.shown(figures.over_time(months, found)),
        "parts": [_part(own, wanted.span, wanted.filters, name, words) for name in ("channel", "outcome")],
        "near": near.near_gap(own, keys),
        "crumbs": [Link(_("Unmet demand"), _back(own, wanted)), Link(_("One gap"), "")],
        "definition": gap_export.definition(),
        "source": gap_export.source(found),
    }


def _back(tenant: Tenant, wanted: Wanted) -> str:
    return f"{reverse('desk_demand', kwargs={'tenant': tenant.slug})}?zeit={wanted.days}"


def _part(tenant: Tenant, span: Span, filters: Filters, name: str, words: Words) -> Table:
    cells = gaps.split(tenant, span, filters, name)
    rows = [
        [words.label(name, cell.keys[name]), gap_export.small() if cell.now is None else cell.now]
        for cell in cells
    ]
    return Table(LEGENDS[name], [Column(LEGENDS[name]), Column(_("Looked in vain"), numeric=True)], rows)


@require_safe
def export(request: HttpRequest, tenant: str) -> HttpResponse:
    require(request.user, "demand.gap.export", here(request))
    own, words, wanted = _read(request)
    found = gaps.overview(own, wanted.span, wanted.filters, wanted.by)
    rows = gap_export.rows(found, wanted.by, words.label)
    return csv_file(csvsafe.write(gap_export.columns(wanted.by), rows), _("unmet-demand"), own)

"""Needs beside offers as the portal and the desk show them: the table, one cell with its lists, offers on a factor, files."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import register_converter
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from umsicht.core import clock, csvsafe
from umsicht.core.numbers import NBSP
from umsicht.situation.interfaces import gap_export
from umsicht.situation.interfaces.need_forms import GapForm
from umsicht.situation.interfaces.need_words import area_name, audience_name, factor_name, field_name
from umsicht.situation.models import Need
from umsicht.situation.queries import gaps
from umsicht.situation.queries.gaps import Cell, Matrix, Offered
from umsicht.tenancy.models import Tenant
from umsicht.ui.markup import tag
from umsicht.ui.nav import Link
from umsicht.ui.tables import Column, Table

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FEW = 5
PARTS = ("feld", "gebiet", "alle")
FILES = ("csv", "xlsx", "json")


class Ending:
    """A kind of file, at the end of an address: <gapfile:ending>."""

    regex = "|".join(FILES)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Ending, "gapfile")


@dataclass(frozen=True)
class Page:
    """`url` is the page's own address; `about` fills a link to a need, or answers ""."""

    tenant: Tenant
    url: str
    about: Callable[[Need], str]


def read(
    request: HttpRequest, tenant: Tenant, needs: Sequence[Need]
) -> tuple[GapForm, Matrix, list[Offered]]:
    """What the address asks for. One query, for the offers."""
    form = GapForm(request.GET, tenant=tenant)
    offers = gaps.offered()
    return form, gaps.matrix(tenant, needs, offers, **form.chosen()), offers


def context(request: HttpRequest, page: Page, needs: Sequence[Need]) -> dict[str, Any]:
    form, found, offers = read(request, page.tenant, needs)
    query = urlencode({name: request.GET[name] for name in PARTS if request.GET.get(name)})
    return {
        "form": form,
        "matrix": found,
        "table": table(page, found, query),
        "jumps": _jumps(page.tenant, found),
        "definition": gap_export.definition(),
        "query": query,
        "cell": _cell(request, page, needs, offers, found.area),
        "factor": _factor(request, page, offers),
        "area": area_name(page.tenant, found.area),
        "files": [(ending.upper(), f"{page.url}.{ending}{'?' if query else ''}{query}") for ending in FILES],
    }


def _jumps(tenant: Tenant, found: Matrix) -> list[Link]:
    """To each problem field of a table that is many screens long on a phone."""
    fields = found.fields if len(found.fields) > FEW else []
    return [Link(field_name(tenant, field), f"#feld-{field}") for field in fields]


def table(page: Page, found: Matrix, query: str) -> Table:
    """Rows are problem fields, columns audiences; each filled cell leads to its lists."""
    columns = [
        Column(_("Problem field")),
        *(Column(audience_name(page.tenant, who)) for who in found.audiences),
    ]
    rows = (
        [_field(page.tenant, field), *(_link(cell, query) for cell in cells)] for field, cells in found.rows()
    )
    return Table(_("Needs beside offers"), columns, rows, caption_hidden=True)


def _field(tenant: Tenant, field: str) -> Any:
    """With an anchor, for the jump links of long tables."""
    return format_html('<span id="feld-{}">{}</span>', field, field_name(tenant, field))


def _link(cell: Cell, query: str) -> Any:
    """What stands side by side, as the way to its lists."""
    if cell.is_empty:
        return ""
    at = urlencode({"zelle": f"{cell.field}:{cell.audience}"}, safe=":")
    address = f"?{query}{'&' if query else ''}{at}#zelle"
    needs, offers = len(cell.needs), len(cell.offers)
    said = ngettext("%(count)d offer", "%(count)d offers", offers) % {"count": offers}
    fresh, checked = (
        _("%(count)d current") % {"count": cell.fresh},
        _("%(count)d checked") % {"count": cell.checked},
    )
    if not needs:
        return format_html('<a href="{}">{}</a><br>{}<br>{}', address, *_unbroken(said, fresh, checked))
    words = ngettext("%(count)d need", "%(count)d needs", needs) % {"count": needs}
    link = format_html('<a href="{}"><strong>{}</strong></a><br>', address, *_unbroken(words))
    if cell.is_gap:
        return format_html("{}{}", link, tag(_("no offer"), "warn"))
    return format_html("{}{}<br>{}<br>{}", link, *_unbroken(said, fresh, checked))


def _unbroken(*words: str) -> list[str]:
    """Narrow columns break between lines only."""
    return [text.replace(" ", NBSP) for text in words]


def offers_text(cell: Cell) -> str:
    """ "5 offers, 3 current, 1 checked"."""
    count = len(cell.offers)
    said = ngettext("%(count)d offer", "%(count)d offers", count) % {"count": count}
    more = _("%(fresh)d current, %(checked)d checked") % {"fresh": cell.fresh, "checked": cell.checked}
    return f"{said}, {more}" if count else said


def _cell(
    request: HttpRequest, page: Page, needs: Sequence[Need], offers: Sequence[Offered], area: str
) -> dict[str, Any] | None:
    """The reason of one cell: its needs and its offers. None where the address names no field that we know."""
    field, _colon, audience = request.GET.get("zelle", "").partition(":")
    name = field_name(page.tenant, field)
    if not field or name == field:
        return None
    found = gaps.cell(page.tenant, needs, offers, field=field, audience=audience, area=area)
    return {
        "title": f"{name}, {audience_name(page.tenant, audience)}",
        "needs": [(need, page.about(need)) for need in found.needs],
        "offers": listed(page.tenant, found.offers),
        "counts": offers_text(found),
    }


def listed(tenant: Tenant, offers: Sequence[Offered]) -> list[tuple[Offered, str]]:
    return [(offer, f"/{tenant.slug}/angebote/{offer.slug}") for offer in offers]


def _factor(request: HttpRequest, page: Page, offers: Sequence[Offered]) -> dict[str, Any] | None:
    code = request.GET.get("faktor", "")
    name = factor_name(page.tenant, code)
    if not code or name == code:
        return None
    return {"title": name, "offers": listed(page.tenant, gaps.on_factor(offers, code))}


def as_file(request: HttpRequest, tenant: Tenant, needs: Sequence[Need], ending: str) -> HttpResponse:
    """Exactly the cells of the page."""
    _form, found, _offers = read(request, tenant, needs)
    source = settings.SITE_URL + request.get_full_path()
    if ending == "csv":
        headings = [column.title for column in gap_export.columns()]
        return _download(
            csvsafe.write(headings, gap_export.rows(found, tenant)), "text/csv; charset=utf-8", tenant, ending
        )
    if ending == "xlsx":
        return _download(gap_export.workbook(found, tenant, clock.today(), source), XLSX, tenant, ending)
    body = {
        "definition": gap_export.definition(),
        "as_of": found.as_of.isoformat(),
        "source": source,
        "cells": gap_export.records(found, tenant),
    }
    return _download(json.dumps(body, ensure_ascii=False).encode(), "application/json", tenant, ending)


def _download(body: bytes, kind: str, tenant: Tenant, ending: str) -> HttpResponse:
    response = HttpResponse(body, content_type=kind)
    name = f"bedarfe-{tenant.slug}-{clock.today().isoformat()}.{ending}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response

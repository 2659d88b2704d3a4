"""How current a town's pages are: share, median age, distribution. Only what providers confirmed counts, nobody is named."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from umsicht.core import charts, csvsafe, numbers
from umsicht.core.charts import BARS, DataColumn, Figure
from umsicht.tenancy.enums import TenantKind
from umsicht.ui.nav import Link
from umsicht.ui.tables import Column, Table
from umsicht.upkeep.queries.share import NEVER, SMALL, STEPS, Share, share
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.queries.catalogue import Catalogue, catalogue
from umsicht.web.public import frame
from umsicht.web.public.frame import Portal
from umsicht.web.public.offer import labels


def _portal(request: HttpRequest) -> Portal:
    """Of a municipality that takes part; elsewhere there is nothing to count."""
    portal = frame.portal_of(request)
    if portal.is_alliance or portal.tenant.kind != TenantKind.MUNICIPALITY or not portal.tenant.is_active:
        raise Http404
    return portal


def _steps() -> dict[str, str]:
    words = {
        "30": _("up to 30 days ago"),
        "60": _("31 to 60 days ago"),
        "90": _("61 to 90 days ago"),
        "180": _("91 to 180 days ago"),
        "365": _("181 to 365 days ago"),
        "aelter": _("longer ago"),
        NEVER: _("never yet"),
    }
    return {key: words[key] for key in (*[key for key, _most in STEPS], NEVER)}


def definition() -> str:
    return _(
        "Counted are offers that are public today. An offer counts as confirmed if its provider said within the last 90 "
        "days that everything due is right: by the link of a mail, at its desk, or on the telephone with the office. "
        "An edit by the office does not count."
    )


def figure(found: Share, portal: Portal) -> Figure:
    rows = [(label, found.steps[key]) for key, label in _steps().items()]
    return Figure(
        title=_("When providers last confirmed their offers"),
        description=_("%(confirmed)s of %(total)s offers were confirmed within the last 90 days.")
        % {"confirmed": found.confirmed, "total": found.total},
        columns=(DataColumn("age", _("Last confirmation")), DataColumn("offers", _("Offers"), "number")),
        rows=rows,
        definition=definition(),
        as_of=found.as_of,
        source=portal.name,
        reading_help=_(
            "The longer the upper three bars, the more you can rely on the entries. Hidden offers are not counted."
        ),
        draw=BARS,
        options={"name": "age", "value": "offers"},
    )


@require_safe
def freshness(request: HttpRequest, municipality: str) -> HttpResponse:
    """Kept under the town's content version like every public page; the counting itself is kept too."""
    portal = _portal(request)
    found = share(portal.tenant)
    values = {
        "found": found,
        "definition": definition(),
        "as_of": date_format(found.as_of, "d.m.Y"),
        "small": SMALL,
        **(_shown(found, portal) if found.total else {}),
    }
    crumbs = [Link(_("How current are these pages?"), "")]
    return frame.page(request, "public/freshness/page.html", values, crumbs=crumbs)


def _shown(found: Share, portal: Portal) -> dict[str, Any]:
    shown = figure(found, portal)
    drawn = charts.drawing(shown)
    columns = [Column(shown.columns[0].label), Column(shown.columns[1].label, numeric=True)]
    return {
        "percent": numbers.percent(found.share or 0),
        "figure": shown,
        "wide": drawn.wide,
        "narrow": drawn.narrow,
        "table": Table(_("Offers by the age of their last confirmation"), columns, shown.rows, cards=False),
        "topics": _topic_table(found, catalogue(portal.tenant)),
    }


def _topic_rows(found: Share, words: Catalogue) -> Iterator[tuple[str, int, str]]:
    for row in found.topics:
        entry = words.get(Scheme.PROBLEM_FIELD, row.code)
        few = _("fewer than %(number)s offers") % {"number": SMALL}
        text = few if row.confirmed is None else numbers.percent(row.confirmed / row.total)
        yield labels.plain(entry) if entry else row.code, row.total, text


def _topic_table(found: Share, words: Catalogue) -> Table:
    columns = [
        Column(_("Topic")),
        Column(_("Offers"), numeric=True),
        Column(_("Confirmed in 90 days"), numeric=True),
    ]
    return Table(_("By topic"), columns, _topic_rows(found, words), caption_hidden=True)


@require_safe
def as_csv(request: HttpRequest, municipality: str) -> HttpResponse:
    """The same figures as a file, with their definition and day in each row."""
    portal = _portal(request)
    found = share(portal.tenant)
    headings = ("Art", "Merkmal", "Angebote", "davon in 90 Tagen bestätigt", "Stand", "Definition")
    body = csvsafe.write(headings, _cells(found, portal))
    response = HttpResponse(body, content_type="text/csv; charset=utf-8")
    name = f"aktualitaet-{portal.tenant.slug}-{found.as_of.isoformat()}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _cells(found: Share, portal: Portal) -> Iterator[tuple[Any, ...]]:
    origin = (found.as_of, definition())
    yield ("insgesamt", portal.tenant.name, found.total, found.confirmed, *origin)
    for key, label in _steps().items():
        yield ("letzte Bestätigung", label, found.steps[key], None, *origin)
    for row in found.topics:
        entry = catalogue(portal.tenant).get(Scheme.PROBLEM_FIELD, row.code)
        few = f"unter {SMALL} Angebote" if row.confirmed is None else row.confirmed
        yield ("Thema", labels.plain(entry) if entry else row.code, row.total, few, *origin)
    kinds = ("alle Angebote bestätigt", "ein Teil bestätigt", "keines bestätigt")
    for label, count in zip(kinds, found.providers, strict=True):
        yield ("Anbieter", label, count, None, *origin)

"""What the pages of the crime picture share: whose figures, which indicator, one chart as the component takes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from umsicht.core import charts
from umsicht.core.charts import Figure
from umsicht.core.errors import NotFound
from umsicht.situation.interfaces.tables import table
from umsicht.situation.models import Indicator
from umsicht.situation.queries.places import Place, place_of
from umsicht.situation.queries.reference import reference
from umsicht.ui.nav import Link
from umsicht.web.public import frame
from umsicht.web.public.frame import Portal


@dataclass(frozen=True)
class Asked:
    """A portal and the region whose figures it shows."""

    portal: Portal
    place: Place

    def url(self, path: str = "") -> str:
        return self.portal.url(f"lage/{path}" if path else "lage")


def asked(request: HttpRequest) -> Asked | None:
    """None where there are no figures for the portal."""
    portal = frame.portal_of(request)
    place = place_of(portal.tenant)
    return None if place is None else Asked(portal, place)


def needed(request: HttpRequest) -> Asked:
    found = asked(request)
    if found is None:
        raise NotFound
    return found


def indicator_of(slug: str) -> Indicator:
    found = reference().by_slug(slug)
    if found is None:
        raise NotFound
    return found


def crumbs(portal: Portal, *more: Link) -> list[Link]:
    return [Link(_("Situation"), portal.url("lage")), *more]


def ways(portal: Portal, current: str) -> list[Link]:
    """The pages on a town's situation, as links on each of them."""
    labels = {
        "lage": _("Recorded crime"),
        "lage/umfragen": _("Surveys"),
        "lage/bedarf": _("Need"),
        "lage/profil": _("Profile"),
    }
    return [Link(label, portal.url(path), current=path == current) for path, label in labels.items()]


def shown(figures: Mapping[str, Figure | None]) -> dict[str, dict[str, Any]]:
    """The figures of a page that there are, each with its picture and table, as the chart's template takes them."""
    wanted = {name: figure for name, figure in figures.items() if figure is not None}
    drawn = charts.drawings(list(wanted.values()))
    return {
        name: {"figure": figure, "drawing": drawing, "table": table(figure)}
        for (name, figure), drawing in zip(wanted.items(), drawn, strict=True)
    }


def files(address: str, query: str = "") -> list[tuple[str, str]]:
    """What can be taken along from an address: the name of the kind, and where it is."""
    kinds = {"csv": "CSV", "json": "JSON", "xlsx": "Excel"}
    return [(label, f"{address}.{ending}{query}") for ending, label in kinds.items()]


def download(content: bytes, kind: str, name: str) -> HttpResponse:
    """A file by the name of what it holds: gewaltkriminalitaet-chemnitz.csv"""
    types = {
        "csv": "text/csv; charset=utf-8",
        "json": "application/json",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    }
    response = HttpResponse(content, content_type=types[kind])
    response["Content-Disposition"] = f'attachment; filename="{slugify(name)}.{kind}"'
    return response

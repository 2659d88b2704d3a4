"""All indicators of a town at a glance, by problem field; on the alliance's page those of the state."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from umsicht.core import numbers
from umsicht.situation.interfaces import exports, wording
from umsicht.situation.interfaces.forms import OverviewForm
from umsicht.situation.queries.overview import FieldGroup, Mapped, overview
from umsicht.situation.queries.series import Series
from umsicht.ui.markup import tag
from umsicht.ui.tables import Column, Table
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.queries.catalogue import catalogue
from umsicht.web.public import frame
from umsicht.web.public.situation import common
from umsicht.web.public.situation.common import Asked


@require_safe
def town(request: HttpRequest, municipality: str) -> HttpResponse:
    found = common.asked(request)
    portal = frame.portal_of(request)
    values = values_of(request, found) if found is not None else {"groups": [], "place": None}
    values["ways"] = common.ways(portal, "lage")
    robots = "noindex" if request.GET else ""
    crumbs = common.crumbs(portal)
    return frame.page(
        request, "public/situation/town.html", values, current="situation", crumbs=crumbs, robots=robots
    )


@require_safe
def as_csv(request: HttpRequest, municipality: str = "") -> HttpResponse:
    """The series of all indicators in the list."""
    found = common.needed(request)
    groups, _form = _groups(request, found)
    content = exports.as_csv(series_of(groups))
    return common.download(content, "csv", f"lage-{found.place.region.name}")


def values_of(request: HttpRequest, found: Asked) -> dict[str, Any]:
    groups, form = _groups(request, found)
    every = series_of(groups)
    latest = max((series.points[-1].year for series in every), default=None)
    return {
        "place": found.place,
        "where": wording.where(found.place, found.portal.place),
        "groups": [(group, _table(found, group)) for group in groups],
        "form": form,
        "latest": latest,
        "source": wording.source_of(every[0]) if every else "",
        "hellfeld": wording.recorded_is_not_crime(),
        "small": wording.small_numbers(settings.SMALL_CELL),
        "query": request.GET.urlencode(),
    }


def series_of(groups: list[FieldGroup]) -> list[Series]:
    """Each once, though it may stand under several problem fields."""
    return list({row.series.indicator.pk: row.series for group in groups for row in group.rows}.values())


def _groups(request: HttpRequest, found: Asked) -> tuple[list[FieldGroup], OverviewForm]:
    tenant = found.portal.tenant
    entries = catalogue(tenant).current(Scheme.PROBLEM_FIELD)
    form = OverviewForm(request.GET, fields=[(entry.code, entry.label(context=True)) for entry in entries])
    field, everything = form.chosen()
    return overview(found.place.region, tenant, field=field, everything=everything), form


def _table(found: Asked, group: FieldGroup) -> Table:
    columns = [
        Column(_("Indicator")),
        Column(_("Year"), numeric=True),
        Column(_("Cases"), numeric=True),
        Column(_("per 100,000"), numeric=True),
        Column(_("Against the year before")),
        Column(_("Range")),
    ]
    caption = _("Indicators: %(field)s") % {"field": group.label or _("Without a problem field")}
    rows = [_row(found, row) for row in group.rows]
    return Table(caption, columns, rows, caption_hidden=True)


def _row(found: Asked, row: Mapped) -> list[Any]:
    series, point = row.series, row.series.points[-1]
    link = format_html(
        '<a href="{}">{}</a><br><span class="um-meta">{}</span>',
        found.url(series.indicator.slug),
        series.indicator.title,
        row.reason,
    )
    cases = wording.hidden() if point.cases is None else numbers.show(point.cases)
    rate = "" if point.rate is None else wording.rate(point.rate)
    return [link, str(point.year), cases, rate, wording.change(series), verdict_tag(series)]


def verdict_tag(series: Series) -> SafeString | str:
    """ "usual" in grey; what lies outside is named, not coloured red: more recorded cases may be more reports."""
    words = wording.short_verdict(series)
    return tag(words, "" if series.is_usual else "open") if words else ""

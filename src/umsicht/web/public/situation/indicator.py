"""One indicator: its course, what is usual, how much is cleared up, and regions alike; with all of it to take along."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from umsicht.core import charts
from umsicht.core.charts import Figure
from umsicht.core.errors import NotFound
from umsicht.situation.interfaces import exports, figures, wording
from umsicht.situation.interfaces.forms import YearForm
from umsicht.situation.models import Indicator
from umsicht.situation.queries.peers import Comparison, comparison
from umsicht.situation.queries.series import Series, series
from umsicht.ui.nav import Link
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.queries.catalogue import catalogue
from umsicht.web.public import frame
from umsicht.web.public.situation import common
from umsicht.web.public.situation.common import Asked


@dataclass(frozen=True)
class Shown:
    """An indicator as the address asks for it: up to a year, with the comparison of that year."""

    asked: Asked
    indicator: Indicator
    series: Series
    compared: Comparison | None
    form: YearForm

    @property
    def others(self) -> list[Figure]:
        """The figures beside the course over the years."""
        made = figures.of_page(self.series, self.compared)
        return [figure for name in ("peers", "funnel") if (figure := made[name]) is not None]


@require_safe
def page(request: HttpRequest, slug: str, municipality: str = "") -> HttpResponse:
    found = _found(request, slug)
    last = Link(found.indicator.title, found.asked.url(slug))
    return frame.page(
        request,
        "public/situation/indicator.html",
        _values(request, found),
        current="situation",
        crumbs=common.crumbs(found.asked.portal, last),
        robots="noindex" if request.GET else "",
    )


@require_safe
def as_csv(request: HttpRequest, slug: str, municipality: str = "") -> HttpResponse:
    found = _found(request, slug)
    return common.download(exports.as_csv([found.series]), "csv", _name(found))


@require_safe
def as_json(request: HttpRequest, slug: str, municipality: str = "") -> HttpResponse:
    found = _found(request, slug)
    text = json.dumps(exports.as_json(found.series, found.others), ensure_ascii=False, indent=1)
    return common.download(text.encode(), "json", _name(found))


@require_safe
def as_xlsx(request: HttpRequest, slug: str, municipality: str = "") -> HttpResponse:
    found = _found(request, slug)
    content = exports.as_xlsx(found.series, found.others, author=frame.office_of(found.asked.portal))
    return common.download(content, "xlsx", _name(found))


def _name(found: Shown) -> str:
    return f"{found.indicator.slug}-{found.series.region.name}"


def _found(request: HttpRequest, slug: str) -> Shown:
    """Raises NotFound for an unknown indicator, and where the region has no figures of it."""
    asked, indicator = common.needed(request), common.indicator_of(slug)
    every = series(indicator, asked.place.region)
    if every.latest is None:
        raise NotFound
    form = YearForm(request.GET, years=[point.year for point in every.points])
    chosen = every.until(form.chosen() or every.latest.year)
    compared = comparison(indicator, asked.place.region, chosen.points[-1].year)
    return Shown(asked, indicator, chosen, compared, form)


def _values(request: HttpRequest, found: Shown) -> dict[str, Any]:
    indicator, shown = found.indicator, found.series
    return {
        "indicator": indicator,
        "series": shown,
        "place": found.asked.place,
        "where": wording.where(found.asked.place, found.asked.portal.place),
        "title": f"{indicator.title} {wording.inside(shown.region)}",
        "lead": wording.lead(shown),
        "change": wording.change(shown),
        "first": shown.points[0].year,
        "last": shown.points[-1].year,
        "form": found.form,
        "breaks": wording.breaks(shown),
        "fields": _fields(found),
        "hellfeld": wording.recorded_is_not_crime(),
        "small": wording.small_numbers(settings.SMALL_CELL),
        "facts": _facts(shown),
        "query": f"?{request.GET.urlencode()}" if request.GET else "",
        "here": found.asked.url(indicator.slug),
        **_charts(found),
    }


def _charts(found: Shown) -> dict[str, Any]:
    compared, shown = found.compared, found.series
    return {
        **common.shown(figures.of_page(shown, compared)),
        "legend": charts.legend(figures.legend(shown)),
        "unlike": [peer for peer in compared.peers if not peer.is_alike] if compared else [],
        "funnel_words": wording.funnel(compared) if compared else "",
    }


def _fields(found: Shown) -> list[tuple[Link, str]]:
    """Problem fields with the reason, each as a link to its help and offers."""
    words = catalogue(found.asked.portal.tenant)
    rows = []
    for one in found.indicator.fields:
        entry = words.get(Scheme.PROBLEM_FIELD, one["field"])
        if entry is not None:
            link = Link(entry.label(context=True), found.asked.portal.url(f"themen/{entry.code}"))
            rows.append((link, one["reason"]))
    return rows


def _facts(shown: Series) -> list[tuple[str, str]]:
    indicator = shown.indicator
    point = shown.points[-1]
    return [
        (_("Term"), wording.definition(indicator)),
        (_("What to mind"), indicator.caution),
        (_("Source"), wording.source_of(shown)),
        (_("As of"), wording.state_of(point)),
        (_("Sums"), _("The state's figures are the sum of its districts.") if point.is_total else ""),
    ]

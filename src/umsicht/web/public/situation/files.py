"""What the pages with many indicators or districts show, to take along."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from umsicht.core.errors import NotFound
from umsicht.situation.interfaces import shown_exports as exports
from umsicht.web.public import frame
from umsicht.web.public.situation import common, overview, state


@require_safe
def indicators(request: HttpRequest, ending: str, municipality: str = "") -> HttpResponse:
    """All indicators of the list, as JSON or a workbook."""
    found = common.needed(request)
    groups = [group for group, _table in overview.values_of(request, found)["groups"]]
    every, name = overview.series_of(groups), f"lage-{found.place.region.name}"
    if ending == "json":
        return common.download(_written(exports.overview_json(groups, every)), "json", name)
    title = _("Situation in %(place)s") % {"place": found.place.region.name}
    content = exports.overview_xlsx(groups, every, title, author=frame.office_of(found.portal))
    return common.download(content, "xlsx", name)


@require_safe
def districts(request: HttpRequest, ending: str) -> HttpResponse:
    """The districts of the state beside each other, for the chosen indicator."""
    found = common.needed(request)
    chosen = state.spread_of(request, found)
    if chosen is None:
        raise NotFound
    name = f"{chosen.indicator.slug}-kreise-{chosen.year}"
    if ending == "csv":
        return common.download(exports.districts_csv(chosen), "csv", name)
    if ending == "json":
        return common.download(_written(exports.districts_json(chosen)), "json", name)
    author = frame.office_of(found.portal)
    return common.download(exports.districts_xlsx(chosen, state.heading(chosen), author=author), "xlsx", name)


def _written(told: dict[str, Any]) -> bytes:
    return json.dumps(told, ensure_ascii=False, indent=1).encode()

"""Which need stands behind a problem field, as far as it is on record: decisions, findings of inspections, search in vain."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from umsicht.demand.queries import gaps
from umsicht.fieldwork.models import Finding
from umsicht.fieldwork.queries.inspections import findings_of
from umsicht.measures.models import Measure
from umsicht.ui.nav import Link
from umsicht.web.desk.answers import here
from umsicht.web.desk.directory.links import url

YEAR = "365"
MOST_LINKS = 5


@dataclass(frozen=True)
class Need:
    """One kind of need. Without `words` nothing is on record; `missing` then says what would show it."""

    label: str
    words: str
    missing: str
    links: Sequence[Link] = ()


def needs(request: HttpRequest, code: str, decisions: Sequence[Any], found: Iterable[Measure]) -> list[Need]:
    return [_decided(decisions), _found_on_site(request, found), _in_vain(request, code)]


def _decided(decisions: Sequence[Any]) -> Need:
    count = len(decisions)
    said = ngettext("%(count)d decision names it", "%(count)d decisions name it", count) % {"count": count}
    missing = _("No decision names this field yet. Enter the one that set it.")
    links = [Link(_("What was decided"), "#h-beschluesse")] if count else []
    return Need(_("Decided"), said if count else "", missing, links)


def _found_on_site(request: HttpRequest, measures: Iterable[Measure]) -> Need:
    """Findings lead to a field by the measure they belong to."""
    findings: list[Finding] = findings_of(measures)
    walks = {finding.inspection_id: finding.inspection for finding in findings}
    count = len(findings)
    said = ngettext("%(count)d finding", "%(count)d findings", count) % {"count": count}
    links = [
        Link(walk.title, url(request, "desk_inspection", inspection_id=pk)) for pk, walk in walks.items()
    ]
    missing = _("No finding of a site inspection belongs to a measure of this field.")
    return Need(_("Found on site"), said if count else "", missing, links[:MOST_LINKS])


def _in_vain(request: HttpRequest, code: str) -> Need:
    """Within a year; small numbers stay hidden."""
    asked = gaps.Filters(topic=code)
    seen = gaps.overview(here(request), gaps.Span.back(gaps.SPANS[YEAR]), asked, ())
    count = seen.cells[0].now if seen.cells else (None if seen.rest else 0)
    missing = _("Within a year nobody looked in vain for help on this topic.")
    if count == 0:
        return Need(_("Looked for in vain"), "", missing)
    few = _("fewer than five times within a year")
    said = few if count is None else _("%(count)d times within a year") % {"count": count}
    address = f"{url(request, 'desk_demand_gap')}?{urlencode({'zeit': YEAR, 'thema': code})}"
    return Need(_("Looked for in vain"), said, missing, [Link(_("How it went over the year"), address)])

"""What the pages of measures share: addresses, breadcrumbs, tags."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from umsicht.core.access import require
from umsicht.measures.enums import MeasureState
from umsicht.measures.models import Measure
from umsicht.measures.queries import measures as queries
from umsicht.ui.markup import tag
from umsicht.ui.nav import Link
from umsicht.web.desk.answers import here
from umsicht.web.desk.directory.links import url
from umsicht.web.desk.pages import Page

KINDS = {
    MeasureState.PROPOSED: "",
    MeasureState.PLANNED: "open",
    MeasureState.RUNNING: "good",
    MeasureState.DELAYED: "warn",
    MeasureState.COMPLETED: "closed",
    MeasureState.STOPPED: "bad",
}


def state_tag(measure: Measure) -> Any:
    return tag(measure.get_state_display(), KINDS[MeasureState(measure.state)])


def measure_url(request: HttpRequest, measure: Measure) -> str:
    return url(request, "desk_measure", measure_id=measure.pk)


def measure_of(request: HttpRequest, measure_id: int, permission: str = "measures.measure.change") -> Measure:
    """The measure of this desk, if the person may; 404 for another tenant's, 403 for the wrong role."""
    measure = queries.measure_at_desk(measure_id)
    require(request.user, permission, measure)
    return measure


def crumbs(request: HttpRequest, measure: Measure | None = None, last: str = "") -> list[Link]:
    """From the list down to the page; the last one is no link."""
    found = [Link(_("Measures"), url(request, "desk_measures"))]
    if measure is not None:
        found.append(Link(measure.title, measure_url(request, measure) if last else ""))
    if last:
        found.append(Link(last, ""))
    return found


def public_url(request: HttpRequest, measure: Measure) -> str:
    """The page on the portal; "" while it is hidden or the portal is closed."""
    tenant = here(request)
    if not measure.is_public or not tenant.is_active or tenant.is_state:
        return ""
    return f"/{tenant.slug}/massnahmen/{measure.code}"


def page_of(request: HttpRequest, measure: Measure | None = None) -> Page:
    """Where forms about a measure lead back to; a new one's lead to the list."""
    if measure is None:
        return Page(url(request, "desk_measures"), crumbs(request))
    address = measure_url(request, measure)
    return Page(address, [*crumbs(request), Link(measure.title, address)], measure.title)

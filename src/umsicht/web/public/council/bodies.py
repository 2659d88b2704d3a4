"""The bodies of a portal: structure on any day, a page for each, their documents. The alliance shows the state office's own.

The alliance's pages have no municipality in their address, so each view opens the scope of its portal.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django_scopes import scope

from umsicht.core import clock
from umsicht.core.errors import NotFound
from umsicht.council.interfaces import chart, structure_report
from umsicht.council.interfaces.facts import facts_of, names_of
from umsicht.council.interfaces.forms import DayForm
from umsicht.council.models import Body
from umsicht.council.queries import bodies as queries
from umsicht.council.queries import documents
from umsicht.council.queries import portal as portal_queries
from umsicht.council.queries.visibility import public_decisions, public_papers
from umsicht.ui.nav import Link
from umsicht.web.pagecache import never_cache
from umsicht.web.public import frame
from umsicht.web.public.council.around import work_of
from umsicht.web.public.council.common import bodies_url, crumbs, structure_url
from umsicht.web.public.council.files import deliver, download


def _frame(portal: frame.Portal, *more: Link) -> dict[str, Any]:
    if portal.is_alliance:
        return {"crumbs": [Link(_("Bodies of the state office"), structure_url(portal)), *more]}
    return {"current": "council", "crumbs": crumbs(portal, *more)}


def _addresses(portal: frame.Portal) -> dict[str, str]:
    return {"bodies_url": bodies_url(portal), "structure_url": structure_url(portal)}


@require_safe
def structure(request: HttpRequest, municipality: str = "") -> HttpResponse:
    portal, form = frame.portal_of(request), DayForm(request.GET or None, initial={"am": clock.today()})
    day = form.day()
    with scope(tenant=portal.tenant):
        nodes = queries.structure(day, public_only=True)
        values = {
            "form": form,
            "day": day,
            "nodes": nodes,
            "drawing": chart.draw(nodes),
            "changes": queries.changes(public_only=True)[:12],
            "title": _("Bodies of the state office") if portal.is_alliance else _("Structure"),
            **_addresses(portal),
        }
    around = (
        _frame(portal) if portal.is_alliance else _frame(portal, Link(_("Structure"), structure_url(portal)))
    )
    return frame.page(request, "public/council/structure.html", values, **around)


def _report(request: HttpRequest, kind: str) -> HttpResponse:
    """What the page shows, to take along."""
    portal, day = frame.portal_of(request), DayForm(request.GET).day()
    source = _("From %(address)s, as of %(day)s") % {
        "address": frame.absolute(f"{structure_url(portal)}?am={day:%Y-%m-%d}"),
        "day": f"{clock.today():%d.%m.%Y}",
    }
    with scope(tenant=portal.tenant):
        nodes = queries.structure(day, public_only=True)
        made = structure_report.written(portal.tenant, nodes, day, kind=kind, source_line=source)
    return download(*made)


@require_safe
def structure_pdf(request: HttpRequest, municipality: str = "") -> HttpResponse:
    return _report(request, "pdf")


@require_safe
def structure_docx(request: HttpRequest, municipality: str = "") -> HttpResponse:
    return _report(request, "docx")


@require_safe
def body(request: HttpRequest, code: str, municipality: str = "") -> HttpResponse:
    """One body: name, task, seats, what stands above and below it, earlier names. Closed ones show no more than that."""
    portal = frame.portal_of(request)
    with scope(tenant=portal.tenant):
        found = portal_queries.public_body(portal.tenant, code)
        title = queries.title_of(found)
        values = {
            "body": found,
            "title": title,
            "facts": facts_of(found),
            **_around(found),
            **_addresses(portal),
        }
        values["documents"] = _documents(portal, found)
        if not portal.is_alliance:  # the state office's meetings, decisions and papers are on no portal
            values |= work_of(request, portal.tenant, found) | {"of_body": f"?gremium={code}"}
        around = _frame(portal, Link(title, f"{bodies_url(portal)}/{code}"))
        return frame.page(request, "public/council/body.html", values, **around)


def _documents(portal: frame.Portal, found: Body) -> list[tuple[documents.Shown, list[documents.Version]]]:
    papers = None if portal.is_alliance else public_papers()
    decisions = None if portal.is_alliance else public_decisions()
    held = documents.documents_of(found, clock.today(), papers=papers, decisions=decisions, public_only=True)
    return [(one, [one.version, *one.others]) for one in held]


@require_safe
def file(request: HttpRequest, code: str, version_id: int, municipality: str = "") -> HttpResponseBase:
    """The file of a document, as long as body and document are on the portal."""
    never_cache(request)
    portal = frame.portal_of(request)
    with scope(tenant=portal.tenant):
        version = documents.public_version(code, version_id)
        if version.file is None:
            raise NotFound
        return deliver(version.file, version.document.title)


def _around(found: Body) -> dict[str, Any]:
    """Names, seats and place, the latter as the structure shows it: internal bodies in between are passed over."""
    today = clock.today()
    nodes = portal_queries.structure_of_portal(found.tenant)
    own, above = queries.place_of(found, nodes)
    return {
        "names": names_of(found),
        "seats": queries.seats_of(found, day=today),
        "own": own,
        "above": above,
        "ended": found.ended_on is not None and found.ended_on < today,
    }

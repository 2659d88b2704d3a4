"""Reports on a portal: the list, one report with its versions and files, the chronicle. The alliance has its own."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django_scopes import scope

from umsicht.core import csvsafe
from umsicht.core.errors import NotFound
from umsicht.reporting import paper
from umsicht.reporting.enums import Topic
from umsicht.reporting.freezing import differences
from umsicht.reporting.models import Version
from umsicht.reporting.queries import chronicle as chronicle_queries
from umsicht.reporting.queries import reports as queries
from umsicht.ui.nav import Link
from umsicht.web.pagecache import depends_on
from umsicht.web.public import frame
from umsicht.web.public.council.files import download, shown
from umsicht.web.public.reports import showing
from umsicht.web.public.reports.titles import told_apart

ROOT = "berichte"


def _portal(request: HttpRequest) -> frame.Portal:
    """Raises NotFound for a town whose portal is closed."""
    portal = frame.portal_of(request)
    if not portal.is_alliance and not portal.tenant.is_active:
        raise NotFound
    return portal


def _crumbs(portal: frame.Portal, *more: Link) -> list[Link]:
    return [Link(_("Reports"), portal.url(ROOT)), *more]


@require_safe
def listing(request: HttpRequest, municipality: str = "") -> HttpResponse:
    portal = _portal(request)
    with scope(tenant=portal.tenant):
        versions = queries.published()
        marked = queries.demo_versions(versions)
    titles = told_apart([one.report for one in versions])
    values = {"rows": [(one, titles[one.report_id], one.pk in marked) for one in versions]}
    return frame.page(request, "public/reports/list.html", values, current="reports", crumbs=_crumbs(portal))


def _version(request: HttpRequest, portal: frame.Portal, code: str) -> Version:
    """The newest, or the one asked for by its number."""
    asked = request.GET.get("fassung", "")
    with scope(tenant=portal.tenant):
        return queries.public_version(
            code, int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 4 else None
        )


@require_safe
def report(request: HttpRequest, code: str, municipality: str = "") -> HttpResponse:
    portal = _portal(request)
    found = _version(request, portal, code)
    with scope(tenant=portal.tenant):
        numbers = queries.numbers_of(found)
        changes = _changes(found)
    values = _values(found) | {
        "changes": changes,
        "numbers": numbers,
        "newest": numbers[0][0],
        "root": portal.url(f"{ROOT}/{code}"),
    }
    values["suffix"] = "" if found.no == numbers[0][0] else f"?fassung={found.no}"
    crumbs = _crumbs(portal, Link(found.report.title, portal.url(f"{ROOT}/{code}")))
    return frame.page(request, "public/reports/report.html", values, current="reports", crumbs=crumbs)


def _values(found: Version) -> dict[str, Any]:
    content = _numbered(found)
    return {
        "version": found,
        "content": content,
        "sections": showing.sections(content),
        "coverage": showing.coverage(content),
        "annex": showing.annex(content),
        "period": (paper.day(content["period"]["from"]), paper.day(content["period"]["to"])),
        "route": [(stop["body"], paper.day(stop["day"]), stop["visibility"]) for stop in content["route"]],
    }


def _changes(found: Version) -> list[str]:
    """What is new against the version that the portal showed before. One that nobody saw is not compared with."""
    before = queries.public_before(found)
    return differences(before.content, found.content) if before is not None else []


def _numbered(found: Version) -> dict[str, Any]:
    """The content with the number that its paper got after the signature."""
    number = found.content["number"] or (found.paper.number if found.paper is not None else "")
    return {**found.content, "number": number}


def _name(found: Version) -> str:
    """Of files: each version has its own."""
    return f"{found.report.code}-fassung-{found.no}"


@require_safe
def as_pdf(request: HttpRequest, code: str, municipality: str = "") -> HttpResponse:
    found = _version(request, _portal(request), code)
    return download(paper.pdf(_numbered(found), draft=False), f"{_name(found)}.pdf", inline=shown(request))


@require_safe
def as_docx(request: HttpRequest, code: str, municipality: str = "") -> HttpResponse:
    found = _version(request, _portal(request), code)
    return download(paper.docx(_numbered(found), draft=False), f"{_name(found)}.docx")


@require_safe
def as_json(request: HttpRequest, code: str, municipality: str = "") -> HttpResponse:
    """The content as it was signed, with its fingerprint: whoever has both can check one with the other."""
    portal = _portal(request)
    found = _version(request, portal, code)
    with scope(tenant=portal.tenant):
        changes = _changes(found)
    data = {
        "version": found.no,
        "sha256": found.sha256,
        "number": _numbered(found)["number"],
        "differences": changes,
        "content": found.content,
    }
    return JsonResponse(data, json_dumps_params={"ensure_ascii": False})


@require_safe
def table(request: HttpRequest, code: str, number: int, municipality: str = "") -> HttpResponse:
    """A long table of a report on a page of its own."""
    portal = _portal(request)
    found = _version(request, portal, code)
    with scope(tenant=portal.tenant):
        newest = queries.numbers_of(found)[0][0]
    suffix = "" if found.no == newest else f"?fassung={found.no}"
    made, text, note = showing.table_of(found.content, number)
    root, title = portal.url(f"{ROOT}/{code}"), str(made.caption) or found.report.title
    address = f"{root}/tabellen/{number}{suffix}"
    values = {"version": found, "table": made, "text": text, "note": note, "title": title}
    values |= {"root": root, "number": number, "suffix": suffix}
    crumbs = _crumbs(portal, Link(found.report.title, f"{root}{suffix}"), Link(title, address))
    return frame.page(
        request, "public/reports/table.html", values, current="reports", crumbs=crumbs, path=address
    )


@require_safe
def table_csv(request: HttpRequest, code: str, number: int, municipality: str = "") -> HttpResponse:
    found = _version(request, _portal(request), code)
    shown_table, _text, _note = showing.table_of(found.content, number)
    body = csvsafe.write([str(column.label) for column in shown_table.columns], shown_table.rows)
    response = HttpResponse(body, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{_name(found)}-{number}.csv"'
    return response


@require_safe
def picture(request: HttpRequest, code: str, number: int, municipality: str = "") -> HttpResponse:
    """A picture of a report, drawn by us; it stands on the page as an image."""
    found = _version(request, _portal(request), code)
    response = HttpResponse(showing.picture_of(found.content, number), content_type="image/svg+xml")
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return response


@require_safe
def chronicle(request: HttpRequest, municipality: str = "") -> HttpResponse:
    portal, topic = _portal(request), request.GET.get("thema", "")
    depends_on(request, "state")
    with scope(tenant=portal.tenant):
        found = chronicle_queries.entries(
            portal.tenant, topic=topic if topic in Topic.values else "", public=True
        )
    values = {
        "years": chronicle_queries.by_year(found),
        "topics": Topic.choices,
        "topic": topic,
    }
    crumbs = _crumbs(portal, Link(_("Chronicle"), portal.url("chronik")))
    return frame.page(request, "public/reports/chronicle.html", values, current="reports", crumbs=crumbs)

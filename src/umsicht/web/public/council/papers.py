"""Papers on the portal: the list with its search, one paper with the public part of its way, its document, its feed."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from umsicht.core import clock
from umsicht.core.documents import Meta, pdf_of_blocks
from umsicht.council.interfaces.paper_words import View, document_of, facts_of, meta_of
from umsicht.council.models import Paper
from umsicht.council.queries import public_papers as queries
from umsicht.ui.nav import Link
from umsicht.web.origins import with_measures
from umsicht.web.pagecache import depends_on, never_cache
from umsicht.web.public import frame
from umsicht.web.public.council.common import FEED, ROOT, Entry, Filter, crumbs, feed, portal_with_council
from umsicht.web.public.council.files import deliver, details, download, shown
from umsicht.web.public.council.paper_search import find, newest


def _list_link(portal: frame.Portal) -> Link:
    return Link(_("Papers"), portal.url(f"{ROOT}/vorlagen"))


def address(portal: frame.Portal, paper: Paper) -> str:
    return portal.url(f"{ROOT}/vorlagen/{paper.slug}")


@require_safe
def listing(request: HttpRequest, municipality: str) -> HttpResponse:
    depends_on(request, "index")
    portal, wanted = portal_with_council(request), Filter.read(request)
    found = find(portal.tenant, wanted, request.GET.get("seite"))
    values = {"wanted": wanted, "found": found, "page": found.page}
    return frame.page(
        request,
        "public/council/papers.html",
        values,
        current="council",
        crumbs=crumbs(portal, _list_link(portal)),
        robots="noindex" if wanted.text else "",
    )


def _view(paper: Paper) -> View:
    """The paper with the public part of its way; closed steps and items are not read at all."""
    items = queries.public_items_of(paper)
    return View(
        paper,
        route=queries.public_route(paper),
        items=items,
        decisions=queries.public_decisions_of(paper.tenant, items),
        answered=queries.answered_by(paper),
        answers=queries.answers_to(paper),
    )


@require_safe
def paper(request: HttpRequest, municipality: str, slug: str) -> HttpResponse:
    portal = portal_with_council(request)
    found = queries.public_paper(portal.tenant, slug)
    values: dict[str, Any] = {
        "view": _view(found),
        "paper": with_measures([found])[0],
        "facts": facts_of(found),
        "files": [(row, details(row.file)) for row in queries.public_files(found)],
    }
    trail = crumbs(portal, _list_link(portal), Link(found.number, address(portal, found)))
    return frame.page(request, "public/council/paper.html", values, current="council", crumbs=trail)


@require_safe
def as_pdf(request: HttpRequest, municipality: str, slug: str) -> HttpResponse:
    """Accessible and made to last (PDF/UA-1, PDF/A-2a), with nothing in it that the page does not show."""
    portal = portal_with_council(request)
    found = queries.public_paper(portal.tenant, slug)
    view = _view(found)
    body = pdf_of_blocks(document_of(view), meta=_meta(portal, view))
    return download(body, f"{found.slug}.pdf", inline=shown(request))


def _meta(portal: frame.Portal, view: View) -> Meta:
    office, url = frame.office_of(portal), frame.absolute(address(portal, view.paper))
    return meta_of(
        view,
        author=office,
        letterhead=(portal.name, office),
        source_line=_("From %(address)s, as of %(day)s")
        % {"address": url, "day": f"{clock.today():%d.%m.%Y}"},
        draft=False,
    )


@require_safe
def file(request: HttpRequest, municipality: str, slug: str, file_id: int) -> HttpResponseBase:
    """An attachment, as long as the public may read its paper."""
    never_cache(request)
    portal = portal_with_council(request)
    row = queries.public_file(portal.tenant, slug, file_id)
    return deliver(row.file, row.title, inline=shown(request))


def _entry(portal: frame.Portal, one: Paper) -> Entry:
    return Entry(
        title=f"{one.number}: {one.subject}" + (" (Demo)" if one.is_demo else ""),
        path=address(portal, one),
        text=one.get_kind_display(),
        key=f"vorlagen/{one.slug}",
        day=one.dated,
        changed=one.updated_at,
    )


@require_safe
def as_feed(request: HttpRequest, municipality: str) -> HttpResponse:
    depends_on(request, "index")
    portal, wanted = portal_with_council(request), Filter.read(request)
    entries = [_entry(portal, one) for one in newest(portal.tenant, wanted.body, FEED)]
    return feed(portal, _("Papers"), "vorlagen", wanted.of_body, entries)

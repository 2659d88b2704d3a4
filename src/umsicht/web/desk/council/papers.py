"""Papers at the desk: the list, one paper with its route and what became of it, its documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from umsicht.audit.queries.events import newest_of_all
from umsicht.core import csvsafe
from umsicht.core.access import require
from umsicht.core.documents import docx_of_blocks, pdf_of_blocks
from umsicht.core.paging import paginate
from umsicht.council.enums import PaperState
from umsicht.council.interfaces.paper_forms import PaperFilterForm
from umsicht.council.interfaces.paper_words import (
    View,
    document_of,
    facts_of,
    meta_of,
    paper_columns,
    paper_rows,
)
from umsicht.council.interfaces.search_papers import AT_DESK
from umsicht.council.models import Paper
from umsicht.council.queries import papers as queries
from umsicht.council.queries.bodies import title_of
from umsicht.council.values import day_text
from umsicht.search import matching
from umsicht.ui.markup import demo_mark, tag
from umsicht.ui.tables import Column, Table
from umsicht.web.desk.answers import csv_file, here
from umsicht.web.desk.council.paper_common import crumbs, paper_of, paper_url, public_url, sees_everything
from umsicht.web.desk.directory.links import url
from umsicht.web.desk.pages import steps_of
from umsicht.web.public.council.files import details, download

PAGE = 50
MOST_ROWS = 20_000
_TAGS = {PaperState.DRAFT: "", PaperState.RELEASED: "good", PaperState.WITHDRAWN: "closed"}


@require_safe
@never_cache
def listing(request: HttpRequest, tenant: str) -> HttpResponse:
    require(request.user, "council.paper.view", here(request))
    form = PaperFilterForm(request.GET)
    found = _found(request, form)
    page = paginate(found, request.GET.get("seite"), size=PAGE)
    context = {
        "form": form,
        "page": page,
        "table": _table(request, page),
        "may_change": request.user.has_perm("council.paper.change", here(request)),
        "filtered": any(request.GET.get(name) for name in ("q", "art", "stand", "jahr", "gremium")),
        "query": request.GET.urlencode(),
    }
    return render(request, "desk/council/papers.html", context)


def _found(request: HttpRequest, form: PaperFilterForm) -> QuerySet[Paper]:
    wanted = form.wanted()
    ids = matching(AT_DESK, wanted.text, here(request).pk)
    return queries.listing(request.user, wanted, everything=sees_everything(request), ids=ids)


def _table(request: HttpRequest, found: Iterable[Paper]) -> Table:
    def rows() -> Iterator[list[Any]]:
        for paper in found:
            demo = demo_mark(paper)
            yield [
                format_html(
                    '<a class="um-nowrap" href="{}">{}</a>{}', paper_url(request, paper), paper.number, demo
                ),
                paper.subject,
                paper.get_kind_display(),
                day_text(paper.dated, paper.precision),
                state_tag(paper),
            ]

    columns = [
        Column(_("Number"), sort="nummer"),
        Column(_("Subject of the paper"), sort="betreff"),
        Column(_("Kind"), sort="art"),
        Column(_("Date"), sort="datum"),
        Column(_("State"), sort="stand"),
    ]
    sort = request.GET.get("sortierung", "") or "-datum"
    return Table(_("Papers"), columns, rows(), caption_hidden=True, sorted_by=sort, query=request.GET)


def state_tag(paper: Paper) -> Any:
    return tag(paper.get_state_display(), _TAGS[PaperState(paper.state)])


@require_safe
def as_csv(request: HttpRequest, tenant: str) -> HttpResponse:
    require(request.user, "council.paper.view", here(request))
    found = _found(request, PaperFilterForm(request.GET))[:MOST_ROWS]
    return csv_file(csvsafe.write(paper_columns(), paper_rows(found)), _("papers"), here(request))


def view_of(request: HttpRequest, paper: Paper) -> View:
    """The paper with what this person may see of its way."""
    user, everything = request.user, sees_everything(request)
    return View(
        paper,
        route=queries.route_of(paper, user, everything=everything),
        items=queries.items_of(paper, user, everything=everything),
        decisions=queries.decisions_of(paper, user, everything=everything),
        **queries.around(paper, user, everything=everything),
    )


@require_safe
@never_cache
def page(request: HttpRequest, tenant: str, paper_id: int) -> HttpResponse:
    paper = paper_of(request, paper_id)
    context = {
        "view": view_of(request, paper),
        "paper": paper,
        "state": state_tag(paper),
        "facts": facts_of(paper),
        "files": [(row, details(row.file)) for row in queries.files_of(paper)],
        **steps_of(request, paper, url(request, "desk_paper_act", paper_id=paper.pk)),
        "crumbs": crumbs(request, paper),
        **_may(request, paper),
    }
    return render(request, "desk/council/paper.html", context)


def _may(request: HttpRequest, paper: Paper) -> dict[str, Any]:
    may_change = request.user.has_perm("council.paper.change", paper)
    may_see_history = request.user.has_perm("council.paper.everything", paper)
    return {
        "may_change": may_change and paper.state != PaperState.WITHDRAWN,
        "may_see_history": may_see_history,
        "history": newest_of_all([paper], 20) if may_see_history else [],
        "public_url": public_url(request, paper),
    }


def _document(request: HttpRequest, paper_id: int, kind: str) -> HttpResponse:
    """For working: everything this person may see, and the word "draft" until it is released."""
    paper = paper_of(request, paper_id)
    view, town = view_of(request, paper), here(request)
    bodies = ", ".join(dict.fromkeys(title_of(step.body) for step in view.route))
    meta = meta_of(
        view,
        author=town.official_name or town.name,
        letterhead=(town.official_name or town.name,),
        source_line=_("For: %(bodies)s") % {"bodies": bodies} if bodies else "",
        draft=paper.state == PaperState.DRAFT,
    )
    write = pdf_of_blocks if kind == "pdf" else docx_of_blocks
    return download(write(document_of(view), meta=meta), f"{paper.slug}.{kind}")


@require_safe
@never_cache
def as_pdf(request: HttpRequest, tenant: str, paper_id: int) -> HttpResponse:
    return _document(request, paper_id, "pdf")


@require_safe
@never_cache
def as_docx(request: HttpRequest, tenant: str, paper_id: int) -> HttpResponse:
    return _document(request, paper_id, "docx")

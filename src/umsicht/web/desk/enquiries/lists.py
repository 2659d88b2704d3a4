"""The list of enquiries: of the whole town for the office, of its own for a provider; and the table without persons."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from umsicht.core import clock
from umsicht.core.access import require
from umsicht.core.paging import paginate
from umsicht.core.text import listing
from umsicht.enquiries.enums import EnquiryState, ReplyState
from umsicht.enquiries.interfaces.desk_forms import FilterForm
from umsicht.enquiries.interfaces.export import as_csv
from umsicht.enquiries.models import Enquiry
from umsicht.enquiries.queries import desk as queries
from umsicht.ui.markup import demo_mark, tag
from umsicht.ui.tables import Column, Table
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.queries.catalogue import catalogue
from umsicht.web.desk.answers import csv_file, here

PAGE = 50
MOST = 5000


def _form(request: HttpRequest) -> FilterForm:
    tenant = here(request)
    if not request.user.has_perm("enquiries.enquiry.list_all", tenant):
        return FilterForm(request.GET, providers=(), topics=())
    words = catalogue(tenant)
    labels = {**words.labels(Scheme.PROBLEM_FIELD), **words.labels(Scheme.TOPIC)}
    topics = sorted(((code, labels.get(code, code)) for code in queries.topics_asked()), key=lambda t: t[1])
    return FilterForm(request.GET, providers=queries.providers_asked(), topics=topics)


@require_safe
@never_cache
def enquiries(request: HttpRequest, tenant: str) -> HttpResponse:
    town = here(request)
    require(request.user, "enquiries.enquiry.list", town)
    form = _form(request)
    found = queries.enquiries(request.user, town, form.wanted())
    page = paginate(found, request.GET.get("seite"), size=PAGE)
    context = {
        "form": form,
        "page": page,
        "table": _table(request, page, form.wanted().sort),
        "may_export": request.user.has_perm("enquiries.enquiry.export", town),
        "query": request.GET.urlencode(),
    }
    return render(request, "desk/enquiries/list.html", context)


@require_safe
@never_cache
def export(request: HttpRequest, tenant: str) -> HttpResponse:
    """What the list shows with the same filters, without any person; at most 5000 rows."""
    town = here(request)
    require(request.user, "enquiries.enquiry.export", town)
    found = queries.enquiries(request.user, town, _form(request).wanted())[:MOST]
    return csv_file(as_csv(found, catalogue(town)), "anfragen", town)


def _table(request: HttpRequest, found: Iterable[Enquiry], sort: str) -> Table:
    slug, today = here(request).slug, clock.today()

    def rows() -> Iterator[list[Any]]:
        for enquiry in found:
            url = reverse("desk_enquiry", kwargs={"tenant": slug, "enquiry_id": enquiry.pk})
            demo = demo_mark(enquiry)
            yield [
                format_html('<a href="{}">{}</a>{}', url, enquiry.what or str(enquiry), demo),
                _providers(request, enquiry),
                enquiry.created_at,
                enquiry.answer_by,
                f"{enquiry.answered} / {enquiry.asked}",  # type: ignore[attr-defined]
                _state(enquiry, late=_is_late(enquiry, today)),
            ]

    columns = [
        Column(_("Enquiry")),
        Column(_("Providers")),
        Column(_("Received"), sort="eingang"),
        Column(_("Answers until"), sort="frist"),
        Column(_("Answered"), sort="antworten"),
        Column(_("State"), sort="stand"),
    ]
    return Table(_("Enquiries"), columns, rows(), caption_hidden=True, sorted_by=sort, query=request.GET)


def _providers(request: HttpRequest, enquiry: Enquiry) -> str:
    """A provider reads its own name alone: whom else somebody asked is none of its business."""
    replies = list(enquiry.replies.all())
    if not request.user.has_perm("enquiries.enquiry.list_all", here(request)):
        replies = [reply for reply in replies if request.user.has_perm("enquiries.reply.answer", reply)]
    return listing([reply.provider.name for reply in replies])


def _is_late(enquiry: Enquiry, today: dt.date) -> bool:
    if enquiry.state != EnquiryState.OPEN or enquiry.answer_by is None or enquiry.answer_by >= today:
        return False
    return any(reply.state == ReplyState.ASKED for reply in enquiry.replies.all())


def _state(enquiry: Enquiry, *, late: bool) -> Any:
    if late:
        return tag(_("overdue"), "bad")
    kinds = {EnquiryState.OPEN: "open", EnquiryState.AGREED: "good", EnquiryState.HELD: "good"}
    return tag(enquiry.get_state_display(), kinds.get(EnquiryState(enquiry.state), "closed"))
